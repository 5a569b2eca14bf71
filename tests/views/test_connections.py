"""Where one is logged in, and in which windows: one's own to see and to end, and nobody else's."""

from chat.live.announcements import CloseConnection, SignedOut
from chat.models import Connection, Session
from chat.models.session import sign_in_digest
from tests.cast import Announced, Browser, Cast
from tests.connecting import connect

PAGE = "/profile/connections/"


def test_bob_sees_his_windows_and_nobody_elses(cast: Cast, browser: Browser) -> None:
    here, there = browser(cast.bob), browser(cast.bob)
    mine = connect(cast.bob, sign_in_digest(str(here.session.session_key)))
    other = connect(cast.bob, sign_in_digest(str(there.session.session_key)))
    foreign = connect(cast.alice)
    page = here.get(PAGE).content.decode()
    assert page.count("Firefox, Linux") == 3
    assert page.index("This browser") < page.index(mine.pk) < page.index(other.pk)
    assert foreign.pk not in page
    assert here.session.session_key not in page


def test_bob_closes_one_of_his_windows(cast: Cast, browser: Browser, announced: Announced) -> None:
    window = connect(cast.bob)
    with announced() as heard:
        assert browser(cast.bob).post(f"{PAGE}{window.pk}/close/").status_code == 302
    assert heard == [CloseConnection(cast.bob.pk, window.pk, by_owner=True)]
    assert not Connection.objects.filter(pk=window.pk).exists()


def test_charlie_cannot_close_bobs_window(cast: Cast, browser: Browser) -> None:
    window = connect(cast.bob)
    assert browser(cast.charlie).post(f"{PAGE}{window.pk}/close/").status_code == 404
    assert Connection.objects.filter(pk=window.pk).exists()


def test_bob_logs_another_browser_out(cast: Cast, browser: Browser, announced: Announced) -> None:
    here, there = browser(cast.bob), browser(cast.bob)
    digest = sign_in_digest(str(there.session.session_key))
    with announced() as heard:
        here.post(f"/profile/log-ins/{digest}/end/")
    assert SignedOut(cast.bob.pk, digest) in heard
    assert there.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200


def test_bob_logs_out_everywhere_else(cast: Cast, browser: Browser) -> None:
    here, there, elsewhere, alice = (browser(person) for person in (cast.bob, cast.bob, cast.bob, cast.alice))
    here.post("/profile/log-ins/end/")
    assert [window.get(PAGE).status_code for window in (here, there, elsewhere, alice)] == [200, 302, 302, 200]
    assert Session.objects.filter(person=cast.bob).count() == 1
