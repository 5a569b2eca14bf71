from chat.actions.memberships import admit
from chat.actions.stream import next_revision
from chat.errors import NotAllowed
from chat.live.announce import announce_member, announce_person, announce_signed_out
from chat.models import Community, Membership, User


def welcome(person: User) -> None:
    """Bring a new person into the community's first room."""
    room = Community.objects.select_related("first_room").get().first_room
    if not room.is_archived:
        admit(person, room, by=person)


def rename(person: User, display_name: str) -> None:
    """Change one's display name; every room that shows the person shows the new name."""
    if person.display_name == display_name:
        return
    person.display_name = display_name
    person.save(update_fields=["display_name"])
    announce_person(person)
    show_anew(person)


def describe(person: User, *, title: str, timezone: str, hides_presence: bool, plays_sound: bool) -> None:
    """Change what one's card says beside the name, and how one's browser behaves."""
    person.title, person.timezone = title, timezone
    person.hides_presence, person.plays_sound = hides_presence, plays_sound
    person.save(update_fields=["title", "timezone", "hides_presence", "plays_sound"])
    announce_person(person)


def show_anew(person: User) -> None:
    """Announce how the person looks now in every room where they are or were, one room after the other."""
    for membership in Membership.objects.filter(person=person).select_related("room"):
        with next_revision(membership.room):
            membership.refresh_from_db(fields=["role", "removed_at"])
            membership.person, membership.revision = person, membership.room.revision
            membership.save(update_fields=["revision"])
            announce_member(membership)


def deactivate(administrator: User, person: User) -> None:
    """Close the door behind a person: no log-in holds, every socket closes."""
    _set_active(administrator, person, False)
    sign_out(person)


def activate(administrator: User, person: User) -> None:
    """Let a person log in again; what they had is as it was."""
    _set_active(administrator, person, True)


def sign_out(person: User) -> None:
    """End every log-in of a person, and with them every socket."""
    person.sessions.all().delete()
    announce_signed_out(person)


def _set_active(administrator: User, person: User, active: bool) -> None:
    if not administrator.is_administrator or administrator.pk == person.pk:
        raise NotAllowed
    person.is_active = active
    person.save(update_fields=["is_active"])
