"""LAYER=core|pubsub chooses the channel layer, SAVES=true keeps messages in DATABASE_URL."""

import environ

env = environ.Env()

SECRET_KEY = "of-a-server-that-lives-as-long-as-a-measurement"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = [
    "daphne",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "bench.rivals.tutorial",
]
ASGI_APPLICATION = "bench.rivals.tutorial.asgi.application"
ROOT_URLCONF = "bench.rivals.tutorial.asgi"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SAVES = env.bool("SAVES", default=False)
DATABASES = {"default": env.db_url("DATABASE_URL")}

# As documented, but for what redis-py 8 needs: its own time limit cuts every idle socket of the core layer after 5 s,
# and its pool of 100 connections ends those who come at once.
CORE = {"hosts": [{"address": env.str("REDIS_URL"), "socket_timeout": None, "max_connections": 10_000}]}
PUBSUB = {"hosts": [env.str("REDIS_URL")]}
CHANNEL_LAYERS = {
    "default": {
        "core": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": CORE},
        "pubsub": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": PUBSUB},
    }[env.str("LAYER", default="core")]
}
