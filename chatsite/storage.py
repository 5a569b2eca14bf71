"""Where people's files are kept: a folder of this machine, or a bucket of an S3 service."""

from pathlib import Path
from typing import Any

# nginx hands files out as a member of the group; nobody else reads what people send each other.
FILE_MODE, FOLDER_MODE = 0o640, 0o750
# A bucket that does not answer shall not hold a page for minutes.
CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 20, 2


def folder_storage(folder: Path) -> dict[str, Any]:
    """Return Django's description of a folder."""
    options = {"location": folder, "file_permissions_mode": FILE_MODE, "directory_permissions_mode": FOLDER_MODE}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}


def bucket_storage(bucket: str, *, endpoint: str, region: str, access_key: str, secret_key: str) -> dict[str, Any]:
    """Return Django's description of a bucket. No endpoint: Amazon's; no keys: the machine has them."""
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "access_key": access_key,
        "secret_key": secret_key,
        # Each name is written once; nobody need ask beforehand whether it is there.
        "file_overwrite": True,
        "default_acl": None,
        "client_config": _client(),
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def _client() -> Any:
    # Only here: a third of a second and 20 MiB for who has no bucket.
    from botocore.config import Config

    return Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"max_attempts": ATTEMPTS, "mode": "standard"},
        signature_version="s3v4",
    )
