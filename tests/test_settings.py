"""Settings come from the environment, are safe without any, and keep what must be kept."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from chatsite.secret import kept_secret

ROOT = Path(__file__).resolve().parents[1]
READ = """
import json, sys
from chatsite import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""
Read = Callable[..., dict[str, Any]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that reads settings by name, in a process with just this environment."""

    def read_settings(*names: str, **environment: str) -> dict[str, Any]:
        clean = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "data")} | environment
        command = [sys.executable, "-c", READ, *names]
        done = subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=True)
        return dict(json.loads(done.stdout))

    return read_settings


def test_without_any_setting_the_site_is_this_machines_own(read: Read) -> None:
    wanted = {
        "DEBUG": False,
        "HOST": "127.0.0.1",
        "PORT": 8000,
        "SIGNUP": "invite",
        "ORIGINS": ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"],
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "SESSION_COOKIE_SECURE": False,
        "SECURE_SSL_REDIRECT": False,
        "BEHIND_PROXY": False,
    }
    assert read(*wanted) == wanted


def test_behind_https_everything_is_secure(read: Read) -> None:
    wanted = {
        "ORIGINS": ["https://chat.example.com"],
        "ALLOWED_HOSTS": ["chat.example.com"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "DEFAULT_FROM_EMAIL": "chat@chat.example.com",
    }
    assert read(*wanted, SITE_URL="https://chat.example.com/") == wanted


@pytest.mark.parametrize(
    ("site", "origins"),
    [
        ("http://192.168.1.5:8000", ["http://192.168.1.5:8000"]),
        ("https://chat.example.com:8443", ["https://chat.example.com:8443"]),
        ("http://localhost:9000", ["http://127.0.0.1:9000", "http://localhost:9000", "http://[::1]:9000"]),
    ],
)
def test_origins_are_exact(read: Read, site: str, origins: list[str]) -> None:
    assert read("ORIGINS", SITE_URL=site)["ORIGINS"] == origins


def test_everything_that_is_kept_lies_in_the_data_folder(read: Read, tmp_path: Path) -> None:
    found = read("DATABASES", "STATIC_ROOT", "MEDIA_ROOT")
    data = str(tmp_path / "data")
    places = [found["DATABASES"]["default"]["NAME"], found["STATIC_ROOT"], found["MEDIA_ROOT"]]
    assert [place.startswith(data) for place in places] == [True] * 3


def test_sqlite_writes_safely(read: Read) -> None:
    options = read("DATABASES")["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"} <= set(options["init_command"].split("; "))


def test_postgresql_commits_to_disk_and_is_asked_through_a_pool(read: Read) -> None:
    found = read("DATABASES", "DATABASE_THREADS", DATABASE_URL="postgres://a:b@db/c", DATABASE_THREADS="4")
    options = found["DATABASES"]["default"]["OPTIONS"]
    assert options["options"] == "-c synchronous_commit=on"
    assert options["pool"]["max_size"] >= found["DATABASE_THREADS"] == 4


def test_files_lie_in_a_folder_that_only_the_servers_group_may_read(read: Read, tmp_path: Path) -> None:
    storage = read("STORAGES")["STORAGES"]["attachments"]
    assert storage["BACKEND"].endswith("FileSystemStorage")
    assert storage["OPTIONS"]["location"] == str(tmp_path / "data" / "media")
    assert [oct(storage["OPTIONS"][f"{kind}_permissions_mode"]) for kind in ("file", "directory")] == ["0o640", "0o750"]


def test_with_a_bucket_files_lie_there_and_whoever_waits_for_it_waits_not_long(read: Read) -> None:
    given = {"S3_BUCKET": "chat", "S3_ENDPOINT_URL": "https://s3.example.com", "S3_REGION": "eu-west-1"}
    storage = read("STORAGES", **given, S3_ACCESS_KEY="a", S3_SECRET_KEY="b")["STORAGES"]["attachments"]
    wanted = {
        "bucket_name": "chat",
        "endpoint_url": "https://s3.example.com",
        "region_name": "eu-west-1",
        "access_key": "a",
        "secret_key": "b",
    }
    assert storage["BACKEND"] == "storages.backends.s3.S3Storage"
    assert storage["OPTIONS"].items() >= wanted.items()
    assert "client_config" in storage["OPTIONS"]


def test_what_arrives_lies_where_nobody_else_looks(read: Read, tmp_path: Path) -> None:
    assert read("INCOMING", "FILE_UPLOAD_TEMP_DIR") == dict.fromkeys(
        ("INCOMING", "FILE_UPLOAD_TEMP_DIR"), str(tmp_path / "data" / "incoming")
    )
    assert stat.S_IMODE((tmp_path / "data" / "incoming").stat().st_mode) == 0o700


def test_with_redis_the_layer_does_not_wait_for_ever(read: Read) -> None:
    layer = read("CHANNEL_LAYERS", REDIS_URL="redis://x")["CHANNEL_LAYERS"]["default"]
    assert layer["BACKEND"].endswith("RedisPubSubChannelLayer")
    assert {"socket_timeout", "socket_connect_timeout"} <= layer["CONFIG"]["hosts"][0].keys()


def test_a_wrong_number_stops_the_start(read: Read) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        read("PORT", PORT="eight thousand")


def test_limits_can_be_set(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "LIMITS": "PAGE_MESSAGES=7,HELLO_SECONDS=9"}
    environment["DJANGO_SETTINGS_MODULE"] = "chatsite.settings"
    program = "from chat import limits; print(limits.PAGE_MESSAGES, limits.HELLO_SECONDS, limits.SENDS_BURST)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["7", "9", "10"]


def test_the_secret_key_is_made_once_and_kept(read: Read, tmp_path: Path) -> None:
    first, second = (read("SECRET_KEY")["SECRET_KEY"] for _ in range(2))
    kept = tmp_path / "data" / "secret_key"
    assert first == second == kept.read_text().strip()
    assert len(first) >= 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_given_secret_key_is_not_written_down(read: Read, tmp_path: Path) -> None:
    assert read("SECRET_KEY", SECRET_KEY="given")["SECRET_KEY"] == "given"
    assert not (tmp_path / "data" / "secret_key").exists()


def test_racing_first_starts_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        secrets = set(threads.map(lambda _: kept_secret(tmp_path, "key"), range(64)))
    assert len(secrets) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_who_loses_the_race_for_the_secret_takes_the_winners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    winner = kept_secret(tmp_path, "key")
    # The loser looked before the winner's file was there.
    monkeypatch.setattr(Path, "exists", lambda path: False)
    assert kept_secret(tmp_path, "key") == winner
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
