"""The site's own settings, with what a quick test needs: everything in this process and in a folder of its own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# What the caller's shell is set to must not decide what a test sees.
SETTINGS = """
    ALLOWED_HOSTS BEHIND_PROXY DATABASE_THREADS DATABASE_URL DEBUG EMAIL_FROM EMAIL_URL HOST HSTS_SECONDS LIMITS
    LOG_LEVEL PORT PROCESSES REDIS_URL S3_ACCESS_KEY S3_BUCKET S3_ENDPOINT_URL S3_REGION S3_SECRET_KEY
    SECRET_KEY_FALLBACKS SIGNUP SITE_URL STATIC_ROOT
"""
for name in SETTINGS.split():
    os.environ.pop(name, None)

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="chatsite-tests-")
# whitenoise warns of an absent folder.
Path(os.environ["DATA_DIR"], "static").mkdir()
os.environ["SECRET_KEY"] = "known to everybody, and good enough for tests, which guard nothing"
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from chatsite.settings import *  # noqa: E402, F403

# A slow hash is what a real password needs, and what a hundred tests need not.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Hashed names need collectstatic; tests/servers runs it and tests them.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
