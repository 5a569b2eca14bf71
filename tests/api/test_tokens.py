"""What lets a program in, and what no longer does."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chat.actions import memberships, people, rooms, tokens
from chat.models import Token, User
from tests.api.program import API, Program, program
from tests.cast import Cast

HELLO = {"text": "Hello"}
REFUSED = (401, "signed_out")


def test_a_token_acts_as_its_person(cast: Cast) -> None:
    said = program(cast.bob).do("POST", "/rooms/workshop/messages", HELLO)
    assert said["author"]["username"] == "bob"


def test_a_token_is_stored_as_a_hash_only(cast: Cast) -> None:
    token, secret = tokens.create(cast.alice, "Build server", "read", days=7)
    assert secret.startswith(f"{token.key}_")
    assert secret not in str(Token.objects.values().get())
    assert len(secret.rpartition("_")[2]) * 4 == 256


@pytest.mark.parametrize("sent", ["Bearer", "Bearer ", "Bearer nonsense", "Bearer chs_0_0", "Basic YTpi", "chs_0"])
def test_what_is_no_token_is_refused(cast: Cast, sent: str) -> None:
    answer = Client(headers={"Authorization": sent}).get(f"{API}/me")
    assert (answer.status_code, answer.json()["code"]) == REFUSED
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_another_secret_for_the_same_key_is_refused(cast: Cast) -> None:
    one, other = program(cast.alice), program(cast.alice)
    key, _, _secret = one.secret.rpartition("_")
    _key, _, others_secret = other.secret.rpartition("_")
    assert Program(f"{key}_{others_secret}").refusal("GET", "/me") == REFUSED


def test_a_token_in_the_address_is_nothing(cast: Cast) -> None:
    secret = program(cast.alice).secret
    assert Program().refusal("GET", f"/me?token={secret}&access_token={secret}") == REFUSED


def test_a_revoked_token_is_refused(cast: Cast) -> None:
    asking = program(cast.alice)
    assert asking.get("/me")
    tokens.revoke(cast.alice, Token.objects.get())
    assert asking.refusal("GET", "/me") == REFUSED


def test_an_expired_token_is_refused(cast: Cast) -> None:
    asking = program(cast.alice)
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert asking.refusal("GET", "/me") == REFUSED


def test_the_token_of_somebody_deactivated_is_refused_until_they_are_back(cast: Cast) -> None:
    asking = program(cast.bob)
    people.deactivate(cast.ada, cast.bob)
    assert asking.refusal("GET", "/me") == REFUSED
    people.activate(cast.ada, cast.bob)
    assert asking.get("/me")["person"]["username"] == "bob"


def test_a_wrong_token_is_refused_whatever_cookies_come_with_it(cast: Cast) -> None:
    window = Client()
    window.force_login(cast.alice)
    assert window.get(f"{API}/me").status_code == 200
    assert window.get(f"{API}/me", headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_a_token_needs_no_csrf_token(cast: Cast) -> None:
    assert program(cast.alice).ask("POST", "/rooms/workshop/messages", HELLO).status_code == 201


def test_a_token_has_no_more_rights_than_its_person_has_now(cast: Cast) -> None:
    asking = program(cast.dana)
    assert asking.do("PATCH", "/rooms/workshop", {"topic": "Ropes"})["topic"] == "Ropes"
    memberships.set_role(cast.alice, cast.membership("dana"), "member")
    assert asking.refusal("PATCH", "/rooms/workshop", {"topic": "Winches"}) == (403, "not_allowed")
    memberships.remove(cast.alice, cast.membership("dana"))
    assert asking.refusal("GET", "/rooms/workshop") == (404, "not_found")


def test_a_token_for_posting_deletes_its_persons_messages_and_no_others(cast: Cast) -> None:
    cast.say("bob")
    cast.say("alice")
    asking = program(cast.alice, "post")
    assert asking.refusal("DELETE", "/rooms/workshop/messages/1") == (403, "token_too_narrow")
    assert asking.do("DELETE", "/rooms/workshop/messages/2")["deleted"]
    assert program(cast.alice, "manage").do("DELETE", "/rooms/workshop/messages/1")["deleted"]


def test_a_token_for_a_room_sees_that_room_alone(cast: Cast) -> None:
    shed = rooms.create(cast.alice, "closed", "Boat shed")
    cast.say("alice", "Hello from the workshop")
    everywhere, narrow = program(cast.alice), program(cast.alice, rooms=[shed])
    assert [room["slug"] for room in everywhere.get("/rooms")] == ["boat-shed", "workshop"]
    assert [room["slug"] for room in narrow.get("/rooms")] == ["boat-shed"]
    assert len(everywhere.get("/search?q=workshop")["found"]) == 1
    assert narrow.get("/search?q=workshop")["found"] == []
    assert narrow.get("/open-rooms") == []
    assert [room["slug"] for room in everywhere.get("/open-rooms")] == ["lobby"]
    assert narrow.get("/me")["token"]["rooms"] == ["boat-shed"]


def test_its_last_use_is_written_once_a_minute(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    asking = program(cast.alice)
    assert Token.objects.get().last_used_at is None
    asking.get("/me")
    first = Token.objects.get().last_used_at
    asking.get("/me")
    assert first is not None
    assert Token.objects.get().last_used_at == first
    Token.objects.update(last_used_at=first - timedelta(minutes=2))
    asking.get("/me")
    assert Token.objects.get().last_used_at > first - timedelta(minutes=1)


def test_to_be_known_costs_one_query(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    asking = program(cast.alice)
    asking.get("/me")
    with django_assert_num_queries(1):
        asking.get("/me")


def test_only_its_owner_and_administrators_revoke_a_token(cast: Cast) -> None:
    token, _secret = tokens.create(cast.bob, "Build server", "read", days=None)
    with pytest.raises(tokens.NotAllowed):
        tokens.revoke(cast.alice, token)
    tokens.revoke(cast.ada, token)
    assert not Token.objects.get().is_valid


def test_a_token_is_for_rooms_that_one_is_in(cast: Cast) -> None:
    for wrong in ([], [cast.room]):
        with pytest.raises(tokens.Invalid) as refused:
            tokens.create(cast.charlie, "Build server", "read", days=7, rooms=wrong)
        assert "rooms" in refused.value.fields


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_token_lasts_a_year_at_the_most_or_until_revoked(cast: Cast, days: int) -> None:
    with pytest.raises(tokens.Invalid) as refused:
        tokens.create(cast.alice, "Build server", "read", days=days)
    assert "days" in refused.value.fields
    assert tokens.create(cast.alice, "Build server", "read", days=None)[0].expires_at is None


def test_nobody_has_more_tokens_than_they_can_keep_an_eye_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens.limits, "TOKENS", 1)
    tokens.create(cast.alice, "Build server", "read", days=7)
    with pytest.raises(tokens.Invalid):
        tokens.create(cast.alice, "Another one", "read", days=7)
    tokens.revoke(cast.alice, Token.objects.get())
    assert tokens.create(cast.alice, "Another one", "read", days=7)


def test_another_person_with_a_token_is_another_person(cast: Cast) -> None:
    names = {person.username: program(person).get("/me")["person"]["username"] for person in User.objects.all()}
    assert all(name == told for name, told in names.items())
