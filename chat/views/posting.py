"""A post from a form, without JavaScript: into a room or a thread, with a file or without."""

import uuid
from functools import partial
from typing import Any

from chat.actions import messages, uploads
from chat.errors import ChatError
from chat.files.incoming import pieces
from chat.forms import PostForm
from chat.models import Message, Room
from chat.views.requests import SignedInRequest


class Refused(Exception):
    """What was typed is in `kept`, with its client_id: sending it again cannot double it."""

    def __init__(self, kept: dict[str, Any], status: int) -> None:
        self.kept = kept
        self.status = status
        super().__init__(kept["error"])


def post(request: SignedInRequest, room: Room, answers: Message | None = None) -> Message:
    """Say what the form holds; return the message. Raises Refused."""
    form = PostForm(request.POST)
    client_id = form.cleaned_data["client_id"] if form.is_valid() else uuid.uuid4()
    text = request.POST.get("text", "")
    try:
        return _post(request, room, client_id, text, answers)
    except ChatError as error:
        sentence = next(iter(error.fields.values()), error.sentence)
        raise Refused({"text": text, "client_id": client_id, "error": sentence}, error.status) from error


def _post(request: SignedInRequest, room: Room, client_id: uuid.UUID, text: str, answers: Message | None) -> Message:
    file = request.FILES.get("file")
    if file is None:
        return messages.post(request.user, room, client_id, text, answers=answers)
    upload = partial(uploads.upload, request.user, file.name or "", pieces(file), file.size)
    return uploads.post_with_file(request.user, room, client_id, text, upload, answers)
