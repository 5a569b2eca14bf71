"""What tests of actions begin with."""

import pytest

from chat.models import Message
from tests.actions.sending import show
from tests.cast import Cast
from tests.storing import Kept, upload


@pytest.fixture
def said(cast: Cast, kept: Kept) -> Message:
    """What Bob said, with two files."""
    return show(cast.bob, cast.room, [upload(cast.bob), upload(cast.bob)])
