from functools import partial
from uuid import UUID

from chat.actions.attaching import copy_to
from chat.actions.messages import say
from chat.actions.writing import Written
from chat.errors import Invalid
from chat.models import Attachment, Message, Room, User


def forward(person: User, message: Message, room: Room, client_id: UUID) -> Message:
    """Say in `room` what `message` says, with its author's name beside it; return the new message.

    Both were found through `access`, so the person may read the one and write in the other. What is forwarded again
    keeps its first author. The same client_id returns the first message. Mentions call nobody a second time.
    """
    if not message.says_something:
        raise Invalid(fields={"number": "The message is gone."})
    source = message.forwarded_from or message
    copy = Message(
        room=room, author=person, client_id=client_id, text=message.text, html=message.html, forwarded_from=source
    )
    attached = Attachment.objects.of(message).exists()
    return say(copy, Written(message.text, message.html), partial(copy_to, source=message) if attached else None)
