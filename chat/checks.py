"""System checks: a combination of settings that cannot work is refused before anybody is served."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution

from chat.search import schema


@register()
def check_processes(**kwargs: Any) -> list[CheckMessage]:
    """Several processes need a layer between them."""
    if settings.PROCESSES > 1 and not settings.REDIS_URL:
        return [
            Error(
                f"{settings.PROCESSES} processes cannot tell each other of new messages.",
                hint="Set REDIS_URL, or PROCESSES=1.",
                id="chat.E001",
            )
        ]
    return []


@register()
def check_layer(**kwargs: Any) -> list[CheckMessage]:
    """redis-py 8 gives up on a read after 5 s, just when the core layer's blocking read ends: each idle socket dies."""
    layer: dict[str, Any] = settings.CHANNEL_LAYERS["default"]
    if layer["BACKEND"] != "channels_redis.core.RedisChannelLayer" or int(version("redis").split(".")[0]) < 8:
        return []
    hosts = layer.get("CONFIG", {}).get("hosts", [""])
    if all(isinstance(host, dict) and "socket_timeout" in host for host in hosts):
        return []
    return [
        Error(
            "The core layer of channels-redis loses idle sockets with redis-py 8's default socket timeout.",
            hint="Use the pubsub layer, or give each host a socket_timeout of None.",
            id="chat.E002",
        )
    ]


@register()
def check_addresses(**kwargs: Any) -> list[CheckMessage]:
    """A browser must be able to say where it is: links, cookies and the Origin check depend on SITE_URL."""
    found: list[CheckMessage] = []
    if settings.SITE.scheme not in {"http", "https"} or not settings.SITE.hostname:
        found.append(Error("SITE_URL is not an address like https://chat.example.com.", id="chat.E003"))
    elif settings.SITE_IS_LOOPBACK and not settings.HOST_IS_LOOPBACK and not settings.BEHIND_PROXY:
        hint = "Set SITE_URL to the address that people type, for example http://192.168.1.5:8000."
        found.append(
            Error("HOST lets other machines in, but SITE_URL is this machine's own.", hint=hint, id="chat.E004")
        )
    if settings.DEBUG and not settings.SITE_IS_LOOPBACK:
        found.append(Error("DEBUG shows secrets to whoever makes an error.", hint="Unset DEBUG.", id="chat.E005"))
    return found


@register()
def check_signup(**kwargs: Any) -> list[CheckMessage]:
    """A misspelt mode must not open the door."""
    if settings.SIGNUP not in {"open", "invite", "closed"}:
        return [Error("SIGNUP is none of open, invite, closed.", id="chat.E006")]
    return []


@register()
def check_storage(**kwargs: Any) -> list[CheckMessage]:
    """Half a bucket would be found out by the first who uploads, or keep files where nobody backs them up."""
    found: list[CheckMessage] = []
    others = ("S3_ENDPOINT_URL", "S3_REGION", "S3_ACCESS_KEY", "S3_SECRET_KEY")
    if not settings.S3_BUCKET and any(getattr(settings, name) for name in others):
        hint = "Set S3_BUCKET, or unset the other names that begin with S3_."
        found.append(Error("There is a service for files, but no bucket in it.", hint=hint, id="chat.E007"))
    if bool(settings.S3_ACCESS_KEY) != bool(settings.S3_SECRET_KEY):
        hint = "Set both; or neither, where the machine itself has the right to the bucket."
        found.append(Error("One of S3_ACCESS_KEY and S3_SECRET_KEY is missing.", hint=hint, id="chat.E008"))
    if settings.S3_ENDPOINT_URL and urlsplit(settings.S3_ENDPOINT_URL).scheme not in {"http", "https"}:
        found.append(Error("S3_ENDPOINT_URL is no address like https://s3.example.com.", id="chat.E009"))
    return found


@register(Tags.database)
def check_search(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """What triggers do not keep in step is not found; what no index knows is found among the newest only."""
    if not databases or not schema.is_there():
        return []
    if not schema.is_kept():
        hint = "Run manage.py rebuild_search."
        return [Caution("Search does not learn of every change of a message.", hint=hint, id="chat.W001")]
    if not schema.looks_into_words():
        hint = "Have an administrator of the database CREATE EXTENSION pg_trgm; then run manage.py rebuild_search."
        return [Caution("Search does not look into words: there is no pg_trgm.", hint=hint, id="chat.W002")]
    return []
