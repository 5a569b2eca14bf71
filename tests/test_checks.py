"""Settings that cannot work are refused before anybody is served; those of both ways to run pass."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.checks import CheckMessage, run_checks
from pytest_django import Settings

from chat import checks

ROOT = Path(__file__).resolve().parents[1]
CORE = "channels_redis.core.RedisChannelLayer"
PUBSUB = "channels_redis.pubsub.RedisPubSubChannelLayer"


def found(*messages: list[CheckMessage]) -> set[str]:
    return {str(message.id) for some in messages for message in some}


def ours() -> set[str]:
    return {one for one in found(run_checks()) if one.startswith("chat.")}


def test_the_way_it_runs_by_default_is_fine() -> None:
    assert ours() == set()


@pytest.mark.parametrize(
    ("processes", "redis", "errors"), [(2, "", {"chat.E001"}), (2, "redis://x", set()), (1, "", set())]
)
def test_several_processes_need_redis(settings: Settings, processes: int, redis: str, errors: set[str]) -> None:
    settings.PROCESSES, settings.REDIS_URL = processes, redis
    assert ours() == errors


@pytest.mark.parametrize(
    ("backend", "hosts", "release", "errors"),
    [
        (CORE, ["redis://x"], "8.0.0", {"chat.E002"}),
        (CORE, None, "8.0.0", {"chat.E002"}),
        (CORE, [{"address": "redis://x"}], "10.1", {"chat.E002"}),
        (CORE, [{"address": "redis://x", "socket_timeout": None}], "8.0.0", set()),
        (CORE, ["redis://x"], "7.1.0", set()),
        (PUBSUB, ["redis://x"], "8.0.0", set()),
    ],
)
def test_a_layer_that_loses_idle_sockets_is_refused(  # type: ignore[no-untyped-def]
    settings: Settings, monkeypatch: pytest.MonkeyPatch, backend: str, hosts, release: str, errors: set[str]
) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": backend, "CONFIG": {"hosts": hosts} if hosts else {}}}
    monkeypatch.setattr(checks, "version", lambda package: release)
    assert found(checks.check_layer()) == errors


@pytest.mark.parametrize(
    ("site", "host", "proxy", "debug", "errors"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1", False, True, set()),
        ("https://chat.example.com", "127.0.0.1", True, False, set()),
        ("http://192.168.1.5:8000", "0.0.0.0", False, False, set()),
        ("chat.example.com", "127.0.0.1", False, False, {"chat.E003"}),
        ("ftp://chat.example.com", "127.0.0.1", False, False, {"chat.E003"}),
        ("http://", "127.0.0.1", False, False, {"chat.E003"}),
        ("http://127.0.0.1:8000", "0.0.0.0", False, False, {"chat.E004"}),
        ("http://127.0.0.1:8000", "0.0.0.0", True, False, set()),
        ("https://chat.example.com", "127.0.0.1", True, True, {"chat.E005"}),
    ],
)
def test_addresses_fit_together(
    settings: Settings, site: str, host: str, proxy: bool, debug: bool, errors: set[str]
) -> None:
    settings.SITE, settings.BEHIND_PROXY, settings.DEBUG = urlsplit(site), proxy, debug
    settings.SITE_IS_LOOPBACK, settings.HOST_IS_LOOPBACK = "127.0.0.1" in site, host == "127.0.0.1"
    assert found(checks.check_addresses()) == errors


@pytest.mark.parametrize(
    ("mode", "errors"),
    [("open", set()), ("invite", set()), ("closed", set()), ("Open", {"chat.E006"}), ("", {"chat.E006"})],
)
def test_a_misspelt_mode_does_not_open_the_door(settings: Settings, mode: str, errors: set[str]) -> None:
    settings.SIGNUP = mode
    assert ours() == errors


BUCKET = {"S3_BUCKET": "chat", "S3_ENDPOINT_URL": "https://s3.example.com", "S3_REGION": "eu-west-1"}
KEYS = {"S3_ACCESS_KEY": "a", "S3_SECRET_KEY": "b"}


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        (BUCKET | KEYS, set()),
        (BUCKET, set()),
        ({"S3_BUCKET": "chat"}, set()),
        (KEYS, {"chat.E007"}),
        ({"S3_ENDPOINT_URL": "https://s3.example.com"}, {"chat.E007"}),
        (BUCKET | {"S3_ACCESS_KEY": "a"}, {"chat.E008"}),
        (BUCKET | {"S3_SECRET_KEY": "b"}, {"chat.E008"}),
        (BUCKET | {"S3_ENDPOINT_URL": "s3.example.com"}, {"chat.E009"}),
    ],
)
def test_half_a_bucket_is_refused(settings: Settings, given: dict[str, str], errors: set[str]) -> None:
    for name, value in given.items():
        setattr(settings, name, value)
    assert ours() == errors


def test_every_check_has_its_own_number() -> None:
    numbers = [part.split('"')[0] for part in (ROOT / "chat" / "checks.py").read_text().split('id="')[1:]]
    assert len(numbers) >= 6
    assert sorted(set(numbers)) == sorted(numbers)


PRODUCTION = {
    "SECRET_KEY": "x9" * 40 + "abcdefghijklmnop",
    "SITE_URL": "https://chat.example.com",
    "DATABASE_URL": "postgres://chatsite:secret@db/chatsite",
    "REDIS_URL": "redis://redis:6379/0",
    "PROCESSES": "2",
    "BEHIND_PROXY": "true",
}


@pytest.mark.parametrize(
    ("changed", "passes"),
    [({}, True), ({"REDIS_URL": ""}, False), ({"SIGNUP": "everybody"}, False), ({"DEBUG": "true"}, False)],
    ids=["as it should be", "no Redis", "misspelt", "debugging"],
)
def test_production_passes_djangos_own_check(tmp_path: Path, changed: dict[str, str], passes: bool) -> None:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)} | PRODUCTION | changed
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == passes, done.stderr
