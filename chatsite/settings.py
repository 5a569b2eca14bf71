"""Every setting, read from the environment; docs/operations.md has the table. Longer than most files: it is a list."""

from pathlib import Path
from urllib.parse import urlsplit

import environ

from chatsite.secret import kept_secret
from chatsite.storage import bucket_storage, folder_storage

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# Where we run -------------------------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
HOST = env.str("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"]
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
SITE = urlsplit(SITE_URL)
SITE_IS_LOOPBACK = SITE.hostname in {"127.0.0.1", "localhost", "::1"}
HOST_IS_LOOPBACK = HOST in {"127.0.0.1", "localhost", "::1"}
SITE_IS_SECURE = SITE.scheme == "https"

# A websocket's Origin must be one of these exactly: scheme, host and port.
ORIGINS = [f"{SITE.scheme}://{SITE.netloc}"]
if SITE_IS_LOOPBACK and SITE.port:
    ORIGINS = [f"{SITE.scheme}://{name}:{SITE.port}" for name in LOOPBACK_NAMES]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOOPBACK_NAMES if SITE_IS_LOOPBACK else [SITE.hostname])
CSRF_TRUSTED_ORIGINS = ORIGINS

SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret(DATA_DIR, "secret_key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# Who may sign up: everybody (open), holders of an invitation (invite), nobody (closed).
SIGNUP = env.str("SIGNUP", default="invite")
# Serving processes of this site, all machines together: more than one need Redis between them.
PROCESSES = env.int("PROCESSES", default=1)
# A proxy of ours stands in front: it overwrites X-Real-IP and X-Forwarded-Proto.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
# "NAME=value,NAME=value": what chat/limits.py lets an operator change.
LIMITS = env.dict("LIMITS", default={})

# What runs ----------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "chat",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "chat.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "chat.middleware.FoundedFirst",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "chat.middleware.ChatErrorAnswers",
]

ROOT_URLCONF = "chatsite.urls"
ASGI_APPLICATION = "chatsite.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chat.views.context.frame",
            ]
        },
    }
]

# What is kept -------------------------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{DATA_DIR / 'chatsite.sqlite3'}"
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASE_IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
# Threads which serve sockets; pages take connections of the same pool beside them.
DATABASE_THREADS = 1 if DATABASE_IS_SQLITE else env.int("DATABASE_THREADS", default=6)

if DATABASE_IS_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
    # A file, for several threads share it: SQLite's shared memory answers "table is locked" at once.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
else:
    # A connection that a restarted server has forgotten is found before it is used.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 2, "max_size": DATABASE_THREADS * 2, "timeout": 2},
        "options": "-c synchronous_commit=on",
        "connect_timeout": 5,
    }

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            # A hung Redis holds the layer's lock no longer than this.
            "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_timeout": 5, "socket_connect_timeout": 2}]},
        }
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(DATA_DIR / "static")))
MEDIA_ROOT = DATA_DIR / "media"
# What arrives lies here until it is examined and kept.
INCOMING = DATA_DIR / "incoming"
INCOMING.mkdir(mode=0o700, exist_ok=True)
# People's files lie in MEDIA_ROOT, or in this bucket of an S3 service; at Amazon's own no endpoint is needed.
S3_BUCKET = env.str("S3_BUCKET", default="")
S3_ENDPOINT_URL = env.str("S3_ENDPOINT_URL", default="")
S3_REGION = env.str("S3_REGION", default="")
S3_ACCESS_KEY = env.str("S3_ACCESS_KEY", default="")
S3_SECRET_KEY = env.str("S3_SECRET_KEY", default="")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "attachments": bucket_storage(
        S3_BUCKET,
        endpoint=S3_ENDPOINT_URL,
        region=S3_REGION,
        access_key=S3_ACCESS_KEY,
        secret_key=S3_SECRET_KEY,
    )
    if S3_BUCKET
    else folder_storage(MEDIA_ROOT),
    "staticfiles": {"BACKEND": "chatsite.static.HashedStaticFiles"},
}

# People -------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "chat.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "chat.validators.PasswordBytesValidator"},
    {"NAME": "chat.sessions.SignOutOnNewPassword"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "chat:home"

ACCOUNT_ADAPTER = "chat.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_USERNAME_VALIDATORS = "chat.validators.username_validators"
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
# A chat stays open for weeks: everybody stays logged in until they log out.
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/15m/key", "signup": "60/m/ip"}
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = "X-Real-IP" if BEHIND_PROXY else None

SESSION_ENGINE = "chat.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_SECURE
CSRF_COOKIE_HTTPONLY = True

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default=f"chat@{SITE.hostname}")

# Safety -------------------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = SITE_IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# The proxy of deploy/nginx overwrites the header; without TLS in front nobody reads it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_IS_SECURE else None
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if SITE_IS_SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Subdomains and browsers' preload lists are for the owner of the whole domain to decide, not for one site on it.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# A message is at most 40 KiB: a form beyond this, its files aside, is no form of ours. Files go to the disk at once.
DATA_UPLOAD_MAX_MEMORY_SIZE = 262_144
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = INCOMING

# Language and logs --------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_TZ = True
TIME_ZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "chat": {"level": env.str("LOG_LEVEL", default="INFO")},
        # While Redis is away it logs a traceback each second; chat.live.relay says it once.
        "channels_redis": {"level": "CRITICAL"},
    },
}
