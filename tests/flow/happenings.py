"""Everything that can happen to a room or to a person's list of rooms: one row for each kind of change.

Longer than most files: it is a list.
"""

import uuid
from collections.abc import Callable

from chat.actions import (
    attached,
    attaching,
    auditing,
    avatars,
    connections,
    deletion,
    edits,
    forwarding,
    founding,
    invitations,
    memberships,
    messages,
    people,
    pins,
    reactions,
    reading,
    rooms,
    saved,
    sweeping,
    tokens,
    uploads,
)
from chat.files import store
from chat.live import announce
from chat.models import Attachment, Membership, Message, Room, User
from tests.cast import Cast, make_cast
from tests.files import making
from tests.storing import upload

Happening = Callable[[Cast], object]


def say(person: User, room: Room, text: str = "Hello") -> Message:
    return messages.post(person, room, uuid.uuid4(), text)


def make_talk() -> Cast:
    """Make the cast, two messages in their room, one in the direct room of Alice and Bob, and an archived room."""
    cast = make_cast(Room.Kind.OPEN)
    rooms.archive(cast.alice, rooms.create(cast.alice, Room.Kind.CLOSED, "Old harbour"))
    say(cast.alice, cast.room)
    say(cast.bob, cast.room, "Good morning <b>everybody</b>")
    say(cast.alice, rooms.open_direct(cast.alice, [cast.bob]), "Between us")
    return cast


def first_message(cast: Cast) -> Message:
    return Message.objects.select_related("author", "room").get(room=cast.room, number=1)


def redeem(cast: Cast) -> None:
    invitation, _ = invitations.invite(cast.alice, cast.room)
    invitations.redeem(cast.charlie, invitation)


def answer(cast: Cast, text: str = "Why not?") -> Message:
    return messages.post(cast.bob, cast.room, uuid.uuid4(), text, answers=first_message(cast))


def delete_what_was_answered(cast: Cast) -> None:
    answer(cast)
    deletion.delete(cast.alice, first_message(cast))


def delete_an_answer(cast: Cast) -> None:
    deletion.delete(cast.bob, answer(cast))


def edit_what_was_answered(cast: Cast) -> None:
    answer(cast)
    edits.edit(cast.alice, first_message(cast), "Hello, all of you")


def delete_and_restore(cast: Cast) -> None:
    reactions.add(cast.bob, first_message(cast), "👍")
    restored = deletion.restore(cast.alice, deletion.delete(cast.alice, first_message(cast)))
    assert not restored.is_deleted


def react_and_think_again(cast: Cast) -> None:
    reactions.add(cast.bob, first_message(cast), "👍")
    reactions.add(cast.dana, first_message(cast), "🎉")
    reactions.remove(cast.bob, first_message(cast), "👍")


def pin_and_unpin(cast: Cast) -> None:
    pins.pin(cast.dana, first_message(cast))
    pins.unpin(cast.dana, first_message(cast))


def read_and_mark_unread(cast: Cast) -> None:
    memberships.read(cast.membership("dana"), 2)
    reading.mark_unread(cast.membership("dana"), 2)


def take_a_mention_back(cast: Cast) -> None:
    say(cast.bob, cast.room, "@dana and @alice, look")
    edits.edit(cast.bob, say(cast.bob, cast.room, "@dana and @alice, look again"), "@alice, look again")


def mention_delete_and_restore(cast: Cast) -> None:
    gone = say(cast.bob, cast.room, "@dana, look")
    kept = say(cast.bob, cast.room, "@dana, look again")
    deletion.delete(cast.bob, gone)
    deletion.restore(cast.bob, deletion.delete(cast.bob, kept))


def mention_and_read(cast: Cast) -> None:
    first = say(cast.bob, cast.room, "@dana, look")
    say(cast.bob, cast.room, "@dana, look again")
    memberships.read(cast.membership("dana"), first.number)


def go_back_before_a_mention(cast: Cast) -> None:
    named = say(cast.bob, cast.room, "@dana, look")
    say(cast.dana, cast.room, "I see")
    reading.mark_unread(cast.membership("dana"), named.number)


def read_up_to_a_line(cast: Cast) -> None:
    rooms.change(cast.alice, cast.room, name="Docks", topic="Ropes")
    memberships.read(cast.membership("dana"), 2)
    say(cast.bob, cast.room, "@dana, look")


def forward(cast: Cast) -> Message:
    return forwarding.forward(cast.bob, first_message(cast), cast.room, uuid.uuid4())


def unarchive(cast: Cast) -> None:
    rooms.unarchive(cast.alice, Room.objects.get(slug="old-harbour"))


def show(cast: Cast, text: str = "Look", files: int = 2) -> list[Attachment]:
    """Bob says something with files; return them, with their room."""
    keys = [upload(cast.bob, name=f"list {place}.txt").key for place in range(files)]
    said = messages.post(cast.bob, cast.room, uuid.uuid4(), text, attachments=keys)
    return list(Attachment.objects.of(said).select_related("room", "owner", "message"))


def show_and_describe(cast: Cast) -> None:
    attached.describe(cast.bob, show(cast)[0], "What to buy")


def show_and_take_one_away(cast: Cast) -> None:
    attached.take_away(cast.bob, show(cast)[0])


def show_and_take_all_away(cast: Cast) -> None:
    for attachment in show(cast, text=""):
        attached.take_away(cast.bob, attachment)


def quote_and_take_away(cast: Cast) -> None:
    shown = show(cast, text="", files=2)
    messages.post(cast.alice, cast.room, uuid.uuid4(), "What is it?", answers=shown[0].message)
    attached.take_away(cast.bob, shown[0])


def show_delete_and_restore(cast: Cast) -> None:
    deletion.restore(cast.bob, deletion.delete(cast.bob, show(cast)[0].message))


def show_and_forward(cast: Cast) -> None:
    forwarding.forward(cast.dana, show(cast)[0].message, cast.room, uuid.uuid4())


def show_from_a_form(cast: Cast) -> None:
    uploads.post_with_file(cast.bob, cast.room, uuid.uuid4(), "Look", lambda: upload(cast.bob), None)


def lose_a_file(cast: Cast) -> None:
    store.remove(show(cast)[0].folder)
    auditing.remove_unknown(auditing.unknown_places())
    auditing.remove_rows(auditing.without_files())


def choose_a_face(cast: Cast, name: str = "bob") -> None:
    avatars.choose(getattr(cast, name), [making.saved(making.quarters(), "PNG")])


def choose_faces_and_think_again(cast: Cast) -> None:
    choose_a_face(cast)
    choose_a_face(cast, "dana")
    avatars.remove(cast.dana, cast.dana)


# Alice owns the room, Dana moderates, Bob belongs, Erin was in it, Charlie was not; two messages have been posted.
HAPPENINGS: dict[str, Happening] = {
    "a message is posted": lambda cast: say(cast.bob, cast.room),
    "a message is deleted": lambda cast: deletion.delete(cast.alice, first_message(cast)),
    "a deletion is undone": delete_and_restore,
    "a message is edited": lambda cast: edits.edit(cast.alice, first_message(cast), "Hello *all*"),
    "a message is answered": answer,
    "an answer is deleted": delete_an_answer,
    "what was answered is deleted": delete_what_was_answered,
    "what was answered is edited": edit_what_was_answered,
    "somebody is mentioned": lambda cast: say(cast.bob, cast.room, "@dana, look"),
    "everybody is called": lambda cast: say(cast.alice, cast.room, "@everyone, look"),
    "a mention is taken back": take_a_mention_back,
    "what mentions somebody is deleted": mention_delete_and_restore,
    "a mention is read": mention_and_read,
    "somebody goes back before a mention": go_back_before_a_mention,
    "somebody reads up to a line": read_up_to_a_line,
    "a message has a reaction": lambda cast: reactions.add(cast.bob, first_message(cast), "👍"),
    "reactions come and go": react_and_think_again,
    "a message is pinned": lambda cast: pins.pin(cast.dana, first_message(cast)),
    "a pin is taken away": pin_and_unpin,
    "a message is forwarded": forward,
    "a message has files": show,
    "a file is described": show_and_describe,
    "a file leaves its message": show_and_take_one_away,
    "all files leave their message": show_and_take_all_away,
    "a file leaves a message that is quoted": quote_and_take_away,
    "a message with files is deleted and comes back": show_delete_and_restore,
    "a message with files is forwarded": show_and_forward,
    "a form brings a file": show_from_a_form,
    "a file is lost": lose_a_file,
    "somebody marks as unread": read_and_mark_unread,
    "somebody has read everything": lambda cast: reading.read_all(cast.dana),
    "a room concerns somebody less": lambda cast: reading.involve(cast.membership("dana"), "mentions"),
    "somebody reads": lambda cast: memberships.read(cast.membership("dana"), 2),
    "somebody joins": lambda cast: memberships.join(cast.charlie, cast.room),
    "somebody joins again": lambda cast: memberships.join(cast.erin, cast.room),
    "somebody is added": lambda cast: memberships.add(cast.bob, cast.room, [cast.charlie, cast.erin]),
    "somebody redeems an invitation": redeem,
    "somebody new is welcomed": lambda cast: people.welcome(cast.charlie),
    "somebody leaves": lambda cast: memberships.leave(cast.membership("bob")),
    "somebody is removed": lambda cast: memberships.remove(cast.dana, cast.membership("bob")),
    "a role changes": lambda cast: memberships.set_role(cast.alice, cast.membership("bob"), Membership.Role.OWNER),
    "somebody has a new name": lambda cast: people.rename(cast.bob, "Robert Ånström"),
    "somebody has a new face": choose_a_face,
    "somebody takes their face away": choose_faces_and_think_again,
    "a room is made": lambda cast: rooms.create(cast.bob, Room.Kind.CLOSED, "Engines"),
    "a room is renamed": lambda cast: rooms.change(cast.dana, cast.room, name="Docks", topic=cast.room.topic),
    "a room has a new topic": lambda cast: rooms.change(cast.dana, cast.room, name=cast.room.name, topic="Ropes"),
    "a room is archived": lambda cast: rooms.archive(cast.alice, cast.room),
    "a room is unarchived": unarchive,
    "a direct room is made": lambda cast: rooms.open_direct(cast.alice, [cast.charlie, cast.dana]),
    "somebody speaks in a direct room": lambda cast: say(cast.alice, rooms.open_direct(cast.alice, [cast.bob])),
}

# What may be done without a row: it changes nothing that a room or a list of rooms shows.
SILENT = {
    announce.announce_closing,
    announce.announce_data,
    announce.announce_signed_out,
    connections.close,
    connections.end_log_in,
    connections.end_other_log_ins,
    connections.forget,
    connections.keep_alive,
    connections.note,
    connections.send,
    connections.send_to_all,
    founding.found,
    founding.is_founded,
    invitations.revoke,
    people.activate,
    people.deactivate,
    people.describe,
    people.sign_out,
    tokens.create,
    tokens.note_use,
    tokens.revoke,
    attaching.lock_files,
    deletion.sweep,
    sweeping.due,
    sweeping.forget,
    sweeping.remove_at_once,
    sweeping.remove_files,
    sweeping.without_heirs,
    saved.keep,
    saved.let_go,
}
