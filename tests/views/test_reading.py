"""How far one has read, and what of a room concerns one, without JavaScript."""

from chat.actions import reading
from chat.queries import entries
from tests.cast import Browser, Cast
from tests.views.page import Page

WAYS = ("everything", "mentions", "nothing")


def test_bob_says_how_much_a_room_concerns_him(cast: Cast, browser: Browser) -> None:
    tab = browser(cast.bob)
    for way in ("nothing", "mentions", "everything"):
        answer = tab.post("/rooms/workshop/involvement/", {"involvement": way}, follow=True)
        assert answer.redirect_chain == [("/rooms/workshop/", 302)]
        assert cast.membership("bob").involvement == way
        pressed = [one for one in WAYS if f'value="{one}" aria-current="true"' in answer.content.decode()]
        assert pressed == [way]


def test_there_is_no_fourth_way(cast: Cast, browser: Browser) -> None:
    assert browser(cast.bob).post("/rooms/workshop/involvement/", {"involvement": "sometimes"}).status_code == 422
    assert cast.membership("bob").involvement == "everything"


def test_everybody_finds_the_choice_among_the_settings(cast: Cast, browser: Browser) -> None:
    assert "What this room tells you" in Page(browser(cast.bob).get("/rooms/workshop/settings/")).text


def test_dana_reads_everything(cast: Cast, browser: Browser) -> None:
    cast.say("alice", "@dana")
    assert [one["unread"] for one in entries(cast.dana)] == [1]
    assert browser(cast.dana).post("/rooms/read/").status_code == 302
    assert [(one["unread"], one["mentions"]) for one in entries(cast.dana)] == [(0, [])]
    assert [one["unread"] for one in entries(cast.bob)] == [1]


def counts(cast: Cast, browser: Browser) -> tuple[str, str]:
    """Return what the list of rooms beside Bob's profile says of the room, in bold and in a pill."""
    page = browser(cast.bob).get("/profile/").content.decode()
    entry = page.partition(f'data-room="{cast.room.pk}"')[2].partition(">")[0]
    return entry.partition('data-unread="')[2].partition('"')[0], entry.partition('data-mentions="')[2].partition('"')[
        0
    ]


def test_the_list_of_rooms_counts_what_concerns_one(cast: Cast, browser: Browser) -> None:
    for text in ("Nothing", "@bob"):
        cast.say("alice", text)
    found = {}
    for way in WAYS:
        reading.involve(cast.membership("bob"), way)
        found[way] = counts(cast, browser)
    assert found == {"everything": ("2", "1"), "mentions": ("0", "1"), "nothing": ("0", "0")}
