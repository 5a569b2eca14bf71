"""The scene that the policy table is played in: one of each actor, around a room of the wanted kind."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from chat.actions import deletion, invitations, memberships, messages, rooms, tokens
from chat.files import store
from chat.models import Attachment, Invitation, Message, Room, User, Withdrawn
from chat.models.session import sign_in_digest
from tests.cast import Cast, make_cast, make_person
from tests.connecting import connect
from tests.live.driver import session_of
from tests.views.uploaded import uploaded

MESSAGE_PARTS = ("text", "reactions", "save", "unsave")

# The key of a picture that is stored as somebody's face.
FACE = "face-of-the-whole-crew"

WITHOUT_A_ROOM = [
    "home",
    "setup",
    "profile",
    "tokens",
    "connections",
    "log-ins-end",
    "avatar",
    "avatar-delete",
    "people",
    "open-rooms",
    "uploads",
    "rooms",
    "rooms-read",
    "room-new",
    "direct-new",
    "saved",
    "mentions",
    "search",
]


@dataclass
class Scene:
    """`actors` has a person for each actor but "anonymous". Gina is outside, Hank a member: the objects of deeds.

    The owner's message has the picture `posted`.
    """

    room: Room
    actors: dict[str, User]
    gina: User
    said: dict[str, Message]
    posted: Attachment
    invitation: Invitation | None
    token: str

    def address(self, name: str) -> str:
        """Return the address of the page `name`, filled in with what is on the scene."""
        query = {"messages": "?after=0", "room-jump": "?on=2026-01-31"}.get(name, "")
        return reverse(f"chat:{name}", kwargs=self._parts(name)) + query

    def form(self, name: str) -> dict[str, Any] | bytes:
        """Return what a person would send with the form of the page `name`, or the bytes that it takes."""
        forms: dict[str, dict[str, Any] | bytes] = {
            "uploads": b"Two ropes, one winch",
            "upload": {"alt": "A cat on a winch"},
            "tokens": {"name": "Build server", "scope": "read", "days": "7"},
            "profile": {"display_name": "Somebody else"},
            "room": {"text": "Hello", "client_id": uuid.uuid4()},
            "thread": {"text": "Hello", "client_id": uuid.uuid4()},
            "room-preview": {"text": "Hello"},
            "room-new": {"name": "Kitchen", "topic": "", "kind": "closed"},
            "direct-new": {"people": [self.gina.username]},
            "room-settings": {"name": "Boat shed", "topic": ""},
            "members": {"username": self.gina.username},
            "member-role": {"role": "moderator"},
            "room-involvement": {"involvement": "mentions"},
            "invitations": {"days": 1, "uses": 1},
        }
        return forms.get(name, {})

    def _parts(self, name: str) -> dict[str, Any]:
        elsewhere = self._elsewhere(name)
        if elsewhere is not None:
            return elsewhere
        more: dict[str, dict[str, Any]] = {
            "message": {"number": 1},
            "thread": {"number": 1},
            "message-edits": {"number": 1},
            **{f"message-{part}": {"number": self.said["owner"].number} for part in MESSAGE_PARTS},
            "member-role": {"username": "hank"},
            "member-remove": {"username": "hank"},
            "invitation-revoke": {"invitation_id": self.invitation.pk if self.invitation else 1},
        }
        return {"slug": self.room.slug} | more.get(name, {})

    def _elsewhere(self, name: str) -> dict[str, Any] | None:
        """Return the parts of an address that names no room; None for the others."""
        if name in WITHOUT_A_ROOM:
            return {}
        if name == "token-revoke":
            token, _secret = tokens.create(self.actors["owner"], "Build server", "read", days=7)
            return {"token_id": token.pk}
        if name == "connection-close":
            return {"name": connect(self.actors["owner"]).pk}
        if name == "log-in-end":
            return {"digest": sign_in_digest(session_of(self.actors["owner"]))}
        posted = {"key": self.posted.key}
        return {
            "invitation": {"token": self.token},
            "person": {"username": self.gina.username},
            "avatar-picture": {"key": FACE, "width": 96},
            "thumbnail": posted | {"width": self.posted.widths[0]},
            "file": posted,
            "upload": posted,
            "upload-delete": posted,
        }.get(name)


def store_face() -> None:
    """There is a picture under FACE; what it shows is of no interest here."""
    name = store.thumbnail_name(store.avatar_place(FACE), 96)
    if not storages["attachments"].exists(name):
        storages["attachments"].save(name, ContentFile(b"a face"))


def make_scene(kind: str, cast: Cast | None = None) -> Scene:
    """Make the scene, around a cast where there is one; an "archived" room was an open one."""
    cast = cast or make_cast()
    if kind != "closed":
        cast.room.kind = Room.Kind.OPEN
        cast.room.save()
    names = {"inner": {"is_superuser": True, "is_staff": True}, "fred": {}, "gina": {}, "hank": {}}
    inner, fred, gina, hank = (make_person(name, **fields) for name, fields in names.items())
    actors = {
        "outsider": cast.charlie,
        "ex-member": cast.erin,
        "member": cast.bob,
        "moderator": cast.dana,
        "owner": cast.alice,
        "administrator": cast.ada,
        "inside-administrator": inner,
        "deactivated": fred,
    }
    if kind == "direct":
        room = rooms.open_direct(cast.alice, [cast.bob, cast.dana, inner, fred, hank])
    else:
        room = cast.room
        for person, role in [(inner, "member"), (fred, "owner"), (hank, "member")]:
            memberships.admit(person, room, role)
    said = {who: messages.post(actors[who], room, uuid.uuid4(), f"I am {who}") for who in ("member", "owner")}
    said["deleted"] = deletion.delete(cast.bob, messages.post(cast.bob, room, uuid.uuid4(), "I should not have"))
    posted = uploaded(cast.alice, said["owner"], b"a cat")
    # The scene takes longer than one has to undo it.
    Withdrawn.objects.update(until=timezone.now() + timedelta(hours=1))
    store_face()
    invitation, token = None, ""
    if kind in {"closed", "open"}:
        invitation, token = invitations.invite(cast.alice, room, uses=100)
    if kind == "archived":
        rooms.archive(cast.alice, room)
    User.objects.filter(pk=fred.pk).update(is_active=False)
    fred.refresh_from_db()
    return Scene(room, actors, gina, said, posted, invitation, token)
