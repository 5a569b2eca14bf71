"""Whose cookie it is: found in one query, however many ask, and proven by what Django signed."""

import pytest
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.core import signing
from django.test import override_settings
from django.utils import timezone

from chat.live import sign_in
from chat.models import Session, User
from tests.cast import Cast
from tests.live.driver import session_of


def test_after_a_change_of_the_secret_key_the_former_ones_count(cast: Cast) -> None:
    former = settings.SECRET_KEY
    session = session_of(cast.bob)
    with override_settings(SECRET_KEY="new" * 20):
        assert sign_in.sign_ins_of([session]) == {}
    with override_settings(SECRET_KEY="new" * 20, SECRET_KEY_FALLBACKS=[former]):
        assert sign_in.sign_ins_of([session])[session].person == cast.bob
    assert Session.objects.filter(pk=session).exists()


def test_signing_in_costs_one_query_and_writes_nothing(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    session = session_of(cast.bob)
    before = Session.objects.filter(pk=session).values().get()
    with django_assert_num_queries(1):
        assert sign_in.sign_ins_of([session])[session].person.as_dict()["username"] == "bob"
    assert Session.objects.filter(pk=session).values().get() == before


def test_several_who_sign_in_together_are_each_themselves_and_cost_one_query(
    cast: Cast, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    sessions = {session_of(person): person for person in (cast.alice, cast.bob, cast.bob, cast.charlie)}
    inactive, ended = session_of(cast.dana), session_of(cast.erin)
    User.objects.filter(pk=cast.dana.pk).update(is_active=False)
    Session.objects.filter(pk=ended).update(expire_date=timezone.now())
    with django_assert_num_queries(1):
        found = sign_in.sign_ins_of([*sessions, inactive, ended, "unknown"])
    assert {key: one.person for key, one in found.items()} == sessions
    assert {key: one.session_key for key, one in found.items()} == {key: key for key in sessions}
    assert len({one.digest for one in found.values()}) == len(sessions)


def forged(session: Session, **changed: str | None) -> str:
    """Return the session's data with other contents, signed as Django signs."""
    return session.get_session_store_class()().encode(session.get_decoded() | changed)


@pytest.mark.parametrize("kind", ["unsigned", "signed for something else", "without a hash", "with another's hash"])
def test_a_session_whose_data_do_not_prove_its_person_is_no_log_in(cast: Cast, kind: str) -> None:
    key = session_of(cast.bob)
    session = Session.objects.get(pk=key)
    data = {
        "unsigned": session.session_data.rpartition(":")[0],
        "signed for something else": signing.dumps(session.get_decoded(), salt="another"),
        "without a hash": forged(session, **{HASH_SESSION_KEY: ""}),
        "with another's hash": forged(session, **{HASH_SESSION_KEY: cast.alice.get_session_auth_hash()}),
    }
    assert sign_in.sign_ins_of([key]).keys() == {key}
    Session.objects.filter(pk=key).update(session_data=data[kind])
    assert sign_in.sign_ins_of([key]) == {}


def test_who_lapsed_is_found_in_one_query(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    holding, ended, inactive = session_of(cast.alice), session_of(cast.bob), session_of(cast.dana)
    Session.objects.filter(pk=ended).delete()
    User.objects.filter(pk=cast.dana.pk).update(is_active=False)
    with django_assert_num_queries(1):
        assert sign_in.sign_ins_of([holding, ended, inactive, "unknown"]).keys() == {holding}
