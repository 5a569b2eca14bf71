"""Static files under names that carry a hash of their content."""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Rewrites imports between JavaScript modules too, so that a browser never asks for an unhashed module."""

    support_js_module_import_aggregation = True


def collect_when_changed() -> None:
    """Collect the static files if any of them is another one than at the last time."""
    stamp = Path(settings.STATIC_ROOT) / "collected"
    state = _state_of_sources()
    if stamp.exists() and stamp.read_text() == state:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state)


def _state_of_sources() -> str:
    """Return a digest of the names, sizes and times of all source files."""
    found = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            found.append([name, status.st_size, status.st_mtime_ns])
    return hashlib.sha256(json.dumps(sorted(found)).encode()).hexdigest()
