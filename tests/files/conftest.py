"""An upload, from its bytes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chat.files import Examined, examine


@pytest.fixture
def upload(tmp_path: Path) -> Callable[..., Examined]:
    """Return a function that examines these bytes, as if somebody had uploaded them."""

    def uploaded(data: bytes, name: str = "a file") -> Examined:
        path, into = tmp_path / "body", tmp_path / "made"
        path.write_bytes(data)
        into.mkdir(exist_ok=True)
        return examine(path, into, name)

    return uploaded
