"""Invitation links: made, redeemed, expired, used up, taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat import access, limits
from chat.actions import invitations, memberships, rooms
from chat.errors import NotAllowed, NotFound, RoomArchived
from chat.models import Invitation
from tests.cast import Cast, make_person, member, together


@pytest.mark.parametrize("who", ["alice", "dana", "ada"])
def test_those_who_moderate_invite(cast: Cast, who: str) -> None:
    invitation, token = invitations.invite(getattr(cast, who), cast.room, days=3, uses=2)
    left = invitation.expires_at - timezone.now()
    assert timedelta(days=2, hours=23) < left <= timedelta(days=3)
    assert (invitation.uses_left, invitation.created_by) == (2, getattr(cast, who))
    assert access.invitation_by_token(token) == invitation


@pytest.mark.parametrize("who", ["bob", "charlie", "erin"])
def test_nobody_else_invites(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        invitations.invite(getattr(cast, who), cast.room)
    assert not Invitation.objects.exists()


def test_nobody_is_invited_into_a_direct_or_an_archived_room(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        invitations.invite(cast.ada, rooms.open_direct(cast.ada, [cast.bob]))
    rooms.archive(cast.alice, cast.room)
    with pytest.raises(RoomArchived):
        invitations.invite(cast.alice, cast.room)


def test_a_link_has_128_bits_and_the_database_does_not_know_it(cast: Cast) -> None:
    made = [invitations.invite(cast.alice, cast.room) for _ in range(20)]
    tokens = {token for _, token in made}
    assert len(tokens) == 20
    assert {len(token) >= 22 for token in tokens} == {True}
    stored = str(list(Invitation.objects.values()))
    assert not [token for token in tokens if token in stored]


def test_charlie_comes_in_by_a_link(cast: Cast) -> None:
    invitation, _ = invitations.invite(cast.alice, cast.room, uses=2)
    assert invitations.redeem(cast.charlie, invitation) == cast.room
    assert cast.membership("charlie").role == "member"
    invitation.refresh_from_db()
    assert invitation.uses_left == 1


def test_bob_spends_no_use_for_he_is_in_already(cast: Cast) -> None:
    invitation, _ = invitations.invite(cast.alice, cast.room, uses=1)
    assert invitations.redeem(cast.bob, invitation) == cast.room
    invitation.refresh_from_db()
    assert invitation.uses_left == 1


def test_a_used_up_link_lets_nobody_in(cast: Cast) -> None:
    invitation, token = invitations.invite(cast.alice, cast.room, uses=1)
    invitations.redeem(cast.charlie, invitation)
    with pytest.raises(NotFound):
        invitations.redeem(cast.erin, invitation)
    with pytest.raises(NotFound):
        access.invitation_by_token(token)
    assert not cast.membership("erin").is_present


def test_an_expired_link_lets_nobody_in(cast: Cast) -> None:
    invitation, token = invitations.invite(cast.alice, cast.room, days=1)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotFound):
        invitations.redeem(cast.charlie, invitation)
    with pytest.raises(NotFound):
        access.invitation_by_token(token)


def test_a_link_into_an_archived_room_lets_nobody_in(cast: Cast) -> None:
    invitation, token = invitations.invite(cast.alice, cast.room)
    rooms.archive(cast.alice, cast.room)
    with pytest.raises(NotFound):
        invitations.redeem(cast.charlie, invitation)
    with pytest.raises(NotFound):
        access.invitation_by_token(token)


@pytest.mark.parametrize("who", ["alice", "dana", "ada"])
def test_those_who_moderate_take_links_back(cast: Cast, who: str) -> None:
    invitation, token = invitations.invite(cast.alice, cast.room)
    invitations.revoke(getattr(cast, who), invitation)
    with pytest.raises(NotFound):
        access.invitation_by_token(token)


@pytest.mark.parametrize("who", ["bob", "charlie", "erin"])
def test_nobody_else_takes_links_back(cast: Cast, who: str) -> None:
    invitation, token = invitations.invite(cast.alice, cast.room)
    with pytest.raises(NotAllowed):
        invitations.revoke(getattr(cast, who), invitation)
    assert access.invitation_by_token(token) == invitation


def test_a_link_that_was_taken_back_meanwhile_lets_nobody_in(cast: Cast) -> None:
    invitation, token = invitations.invite(cast.alice, cast.room)
    as_charlie_saw_it = access.invitation_by_token(token)
    invitations.revoke(cast.alice, invitation)
    with pytest.raises(NotFound):
        invitations.redeem(cast.charlie, as_charlie_saw_it)


def test_the_removed_come_back_by_a_link_that_still_holds(cast: Cast) -> None:
    invitation, _ = invitations.invite(cast.alice, cast.room)
    memberships.remove(cast.alice, cast.membership("bob"))
    invitations.redeem(cast.bob, invitation)
    assert cast.membership("bob").is_present


@pytest.mark.django_db(transaction=True)
def test_of_many_who_race_for_the_last_use_one_comes_in(live_cast: Cast) -> None:
    invitation, token = invitations.invite(live_cast.alice, live_cast.room, uses=1)
    guests = [make_person(f"guest{number}") for number in range(4)]
    deeds = [lambda guest=guest: invitations.redeem(guest, access.invitation_by_token(token)) for guest in guests]
    answers = together(*deeds)
    assert sorted(type(answer).__name__ for answer in answers) == ["NotFound", "NotFound", "NotFound", "Room"]
    assert live_cast.room.memberships.present().filter(person__in=guests).count() == 1
    invitation.refresh_from_db()
    assert invitation.uses_left == 0


@pytest.mark.django_db(transaction=True)
def test_one_who_redeems_in_two_tabs_at_once_spends_one_use(live_cast: Cast) -> None:
    invitation, token = invitations.invite(live_cast.alice, live_cast.room, uses=limits.INVITATION_USES)
    deed = lambda: invitations.redeem(live_cast.charlie, access.invitation_by_token(token))  # noqa: E731
    assert together(deed, deed, deed) == [live_cast.room] * 3
    invitation.refresh_from_db()
    assert invitation.uses_left == limits.INVITATION_USES - 1
    assert member(live_cast.room, live_cast.charlie).is_present
