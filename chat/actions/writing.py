"""What somebody wants to say, checked and rendered: whoever posts or edits begins here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q

from chat import limits
from chat.actions.rules import moderates
from chat.errors import ConfirmationNeeded, Invalid
from chat.live.process import present_people
from chat.models import Membership, Mention, Message, Room, User
from chat.rendering import Rendered, candidates, render
from chat.validators import NUL_OR_SURROGATE


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it will be stored, and the ids of the members whom it mentions."""

    text: str
    html: str
    mentioned: frozenset[int] = frozenset()
    mentions_all: bool = False
    # The usernames of people whom it names, and who are not in the room.
    outsiders: tuple[str, ...] = ()

    def mention(self, message: Message) -> None:
        """Write the mentions of a stored message: these and no others."""
        mentions = Mention.objects.filter(message=message)
        mentions.exclude(person__in=self.mentioned).delete()
        kept = set(mentions.values_list("person_id", flat=True))
        place = {"message": message, "room_id": message.room_id, "number": message.number}
        Mention.objects.bulk_create(Mention(person_id=person, **place) for person in sorted(self.mentioned - kept))


def write(author: User, room: Room, text: str, *, confirmed: bool = False, may_be_empty: bool = False) -> Written:
    """Return the text, checked and rendered. 1 to 3 queries where it may name somebody or some room, none otherwise.

    Only members are mentioned. @here and @everyone are moderators', or anybody's in a direct room, and for more than
    EVERYONE_UNASKED people they must be confirmed. What has attachments `may_be_empty`.
    Raises Invalid, ConfirmationNeeded.
    """
    text = _checked(text, may_be_empty=may_be_empty)
    names = candidates(text)
    people: dict[str, User] = {}
    others: list[User] = []
    rooms: set[str] = set()
    if names.people:
        members, others = _named(names.people, room)
        people = {person.username: person for person in members}
    if names.rooms:
        rooms = _rooms_in_sight(author, names.rooms)
    rendered = render(text, {username: person.name for username, person in people.items()}, rooms)
    named = {people[username].pk for username in rendered.mentioned}
    if len(named) > limits.MENTIONS:
        raise Invalid(fields={"text": f"This names too many people. {limits.MENTIONS} are the most."})
    written = Written(text, rendered.html, frozenset(named), outsiders=_outsiders(text, others))
    return _calling(author, room, written, rendered, confirmed=confirmed)


def _named(usernames: Iterable[str], room: Room) -> tuple[list[User], list[User]]:
    """Return the active people of these names: members, and others, but in a direct room nobody else. 1 query."""
    members = Membership.objects.present().filter(room=room, person=OuterRef("pk"))
    found = User.objects.filter(is_active=True, username__in=list(usernames)).annotate(is_there=Exists(members))
    if room.is_direct:
        found = found.filter(is_there=True)
    people = list(found.order_by("username"))
    return [one for one in people if one.is_there], [one for one in people if not one.is_there]


def _outsiders(text: str, others: list[User]) -> tuple[str, ...]:
    """Return those of the names that the text really calls, and not only holds, as code does."""
    if not others:
        return ()
    return tuple(sorted(render(text, {person.username: person.name for person in others}, set()).mentioned))


def _calling(author: User, room: Room, written: Written, rendered: Rendered, *, confirmed: bool) -> Written:
    """Add those whom @here and @everyone mean, where the author may call them."""
    calls = rendered.mentions_everyone or rendered.mentions_here
    if not calls or not (room.is_direct or moderates(author, room)):
        return written
    everybody = set(Membership.objects.present().filter(room=room).values_list("person_id", flat=True))
    called = everybody if rendered.mentions_everyone else everybody & present_people()
    if len(called) > limits.EVERYONE_UNASKED and not confirmed:
        raise ConfirmationNeeded(f"This calls {len(called)} people. Send it again to call them.")
    mentioned = (written.mentioned | called) - {author.pk}
    return replace(written, mentioned=mentioned, mentions_all=rendered.mentions_everyone)


def _rooms_in_sight(person: User, slugs: Iterable[str]) -> set[str]:
    """Return those of the slugs that are open rooms, or the person's own."""
    mine = Q(memberships__in=Membership.objects.present().filter(person=person))
    seen = Room.objects.exclude(kind=Room.Kind.DIRECT).filter(Q(kind=Room.Kind.OPEN) | mine)
    return set(seen.filter(slug__in=list(slugs)).values_list("slug", flat=True))


def _checked(text: str, *, may_be_empty: bool) -> str:
    """Return the text as it will be stored, or raise Invalid with what to do."""
    text = text.replace("\r\n", "\n").strip()
    if not text and not may_be_empty:
        raise Invalid(fields={"text": "Write something first."})
    if NUL_OR_SURROGATE.search(text):
        raise Invalid(fields={"text": "This text holds a character that cannot be stored. Remove it."})
    if len(text) > limits.MESSAGE_CHARACTERS or len(text.encode()) > limits.MESSAGE_BYTES:
        raise Invalid(fields={"text": f"This is too long. {limits.MESSAGE_CHARACTERS:,} characters are the most."})
    return text
