"""Secrets that are made once and kept in the data folder."""

import os
import secrets
from pathlib import Path

KEY_BYTES = 48


def kept_secret(folder: Path, name: str, size: int = KEY_BYTES) -> str:
    """Return the secret kept in the file `name`, made at the first call; two racing first calls agree on one."""
    path = folder / name
    if not path.exists():
        draft = folder / f"{name}.{os.getpid()}.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(size))
        try:
            # A link fails when the name is taken, and shows the file whole or not at all: the first one wins.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
