"""The board of a room's pictures, the list of its files, and one's own uploads."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat import limits, shared_files
from chat.actions import messages
from chat.models import Attachment, Message, Room, User
from chat.models.attachment import new_key
from tests.cast import Browser, Cast

Listed = Callable[[Room, int | None], tuple[list[Attachment], int | None]]

KEYS = re.compile(r'data-attachment="([\w-]+)"')
NAMES = re.compile(r'files__name"[^>]*>([^<]+)<')


def hold(owner: User, kind: str = "picture", **fields: object) -> Attachment:
    """Return something that its owner can send; there are no bytes of it."""
    shown = {"kind": kind, "name": f"winch.{kind}", "size": 2048, "stored_bytes": 4096, "colour": "#336699"}
    state = {"folder": new_key(), "state": Attachment.State.READY}
    size = {"width": 1600, "height": 900, "widths": [360, 720]} if kind == "picture" else {}
    return Attachment.objects.create(owner=owner, **(shown | state | size | fields))


def send(cast: Cast, *sent: Attachment, text: str = "") -> Message:
    return messages.post(sent[0].owner, cast.room, uuid.uuid4(), text, attachments=[one.key for one in sent])


def shown(cast: Cast, browser: Browser, path: str) -> str:
    return browser(cast.alice).get(path).content.decode()


def pages(cast: Cast, listed: Listed) -> list[list[str]]:
    """Return the kinds of what is on each page."""
    page, before = listed(cast.room, None)
    found = [page]
    while before is not None:
        page, before = listed(cast.room, before)
        found.append(page)
    return [[one.kind for one in page] for page in found]


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat.throttle.spend_send", lambda author, room: None)


def test_pictures_come_newest_first_and_in_their_order(cast: Cast, browser: Browser) -> None:
    first, second, third = (hold(cast.bob) for _ in range(3))
    send(cast, first)
    send(cast, second, hold(cast.bob, "file"), third)
    page = shown(cast, browser, "/rooms/workshop/pictures/")
    assert KEYS.findall(page) == [second.key, third.key, first.key]
    assert f'href="/rooms/workshop/{Message.objects.latest("pk").number}/"' in page
    assert 'fill="#336699"' in page


def test_a_picture_is_called_by_its_description_or_by_who_sent_it(cast: Cast, browser: Browser) -> None:
    send(cast, hold(cast.bob, alt="A <winch>"))
    assert 'alt="A &lt;winch&gt;"' in shown(cast, browser, "/rooms/workshop/pictures/")
    send(cast, hold(cast.bob))
    assert 'aria-label="Picture by bob"' in shown(cast, browser, "/rooms/workshop/pictures/")


def test_files_are_listed_with_size_and_place_and_pictures_are_not(cast: Cast, browser: Browser) -> None:
    sent = [hold(cast.bob, kind, name=f"<{kind}>") for kind in ("file", "audio", "video", "picture")]
    said = send(cast, *sent)
    page = shown(cast, browser, "/rooms/workshop/files/")
    assert NAMES.findall(page) == ["&lt;file&gt;", "&lt;audio&gt;", "&lt;video&gt;"]
    assert "2.0\xa0KB" in page
    assert f'href="{said.get_absolute_url()}"' in page


@pytest.mark.parametrize("part", ["pictures", "files"])
def test_an_empty_room_says_so_and_strangers_are_told_nothing(cast: Cast, browser: Browser, part: str) -> None:
    assert "Nobody has sent a" in shown(cast, browser, f"/rooms/workshop/{part}/")
    assert browser(cast.charlie).get(f"/rooms/workshop/{part}/").status_code == 404
    assert browser(cast.bob).get(f"/rooms/workshop/{part}/?before=x").status_code == 422


@pytest.mark.parametrize("part", ["pictures", "files"])
def test_what_waits_or_was_discarded_or_hangs_elsewhere_is_not_there(cast: Cast, browser: Browser, part: str) -> None:
    kind = "picture" if part == "pictures" else "file"
    gone = hold(cast.bob, kind)
    send(cast, gone, text="Look")
    Attachment.objects.filter(pk=gone.pk).update(message=None, room=None, state="discarded")
    hold(cast.alice, kind)
    assert "Nobody has sent a" in shown(cast, browser, f"/rooms/workshop/{part}/")


def test_pages_end_between_messages(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILES_PAGE", 3)
    for count in (2, 2, 1, 3):
        send(cast, *(hold(cast.bob) for _ in range(count)))
    assert pages(cast, shared_files.pictures) == [["picture"] * 3, ["picture"] * 3, ["picture"] * 2]


def test_files_of_all_kinds_are_one_list(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILES_PAGE", 3)
    for kinds in (["audio"], ["file", "video"], ["video", "audio"], ["file"], ["file"]):
        send(cast, *(hold(cast.bob, kind) for kind in kinds))
    assert pages(cast, shared_files.files) == [["file", "file"], ["video", "audio"], ["file", "video", "audio"]]


def test_the_next_page_follows_from_the_link(cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILES_PAGE", 2)
    sent = [hold(cast.bob) for _ in range(3)]
    for one in sent:
        send(cast, one)
    page = shown(cast, browser, "/rooms/workshop/pictures/")
    link = re.search(r'href="(/rooms/workshop/pictures/\?before=\d+)" data-panel-link', page)
    assert link
    assert KEYS.findall(shown(cast, browser, link[1])) == [sent[0].key]
    assert "?before=" not in shown(cast, browser, link[1])


def test_a_board_costs_the_same_for_one_and_for_many(cast: Cast, browser: Browser) -> None:
    alice = browser(cast.alice)
    alice.get("/rooms/workshop/pictures/")
    costs = []
    for count in (1, 9):
        send(cast, *(hold(cast.bob) for _ in range(count)))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            alice.get("/rooms/workshop/pictures/")
        costs.append(len(asked))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("part", ["pictures", "files"])
def test_in_the_panel_it_comes_without_the_frame(cast: Cast, browser: Browser, part: str) -> None:
    page = shown(cast, browser, f"/rooms/workshop/{part}/?panel")
    assert "<html" not in page
    assert "data-panel-page" in page
    assert page.count("data-panel-link") == 2


def test_bob_sees_his_uploads_and_the_room_that_they_take(cast: Cast, browser: Browser) -> None:
    send(cast, hold(cast.bob, "file", name="sent.pdf"))
    hold(cast.bob, name="waits.jpg")
    send(cast, hold(cast.alice, "file", name="hers.pdf"))
    page = browser(cast.bob).get("/uploads/").content.decode()
    assert NAMES.findall(page) == ["waits.jpg", "sent.pdf"]
    assert "Not sent yet" in page
    assert "Your files take 8.0\xa0KB of the 2.0\xa0GB that they may." in page
    assert re.search(r'<meter[^>]* max="2147483648"[^>]* value="8192"', page)


def test_bob_deletes_what_waits_from_the_list(cast: Cast, browser: Browser) -> None:
    waiting = hold(cast.bob)
    bob = browser(cast.bob)
    page = bob.get("/uploads/").content.decode()
    assert f'action="/uploads/{waiting.key}/delete/"' in page
    answer = bob.post(f"/uploads/{waiting.key}/delete/", follow=True)
    assert answer.redirect_chain == [("/uploads/", 302)]
    assert "You have not sent a file yet." in answer.content.decode()


def test_uploads_have_pages(cast: Cast, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILES_PAGE", 2)
    for number in range(3):
        hold(cast.bob, name=f"{number}.jpg")
    bob = browser(cast.bob)
    page = bob.get("/uploads/").content.decode()
    link = re.search(r'href="(\?before=\d+)"', page)
    assert NAMES.findall(page) == ["2.jpg", "1.jpg"]
    assert link
    assert NAMES.findall(bob.get(f"/uploads/{link[1]}").content.decode()) == ["0.jpg"]


def test_of_a_wide_picture_a_file_is_chosen_that_fills_its_square(cast: Cast, browser: Browser) -> None:
    send(cast, hold(cast.bob, width=3000, height=1000))
    assert 'sizes="(width &lt; 40em) 135vw, 39rem"' in shown(cast, browser, "/rooms/workshop/pictures/")
    send(cast, hold(cast.bob, width=1000, height=3000))
    assert 'sizes="(width &lt; 40em) 45vw, 13rem"' in shown(cast, browser, "/rooms/workshop/pictures/")
