"""A look at a message before it is sent."""

from chat import limits
from chat.models import Mention, Message
from tests.cast import Browser, Cast
from tests.views.page import Page

PREVIEW = "/rooms/workshop/preview/"


def test_a_preview_is_what_the_message_would_be(cast: Cast, browser: Browser) -> None:
    text = "**Oil** for @dana, <b>not</b> for @charlie\n\n- one\n- two"
    shown = browser(cast.bob).post(PREVIEW, {"text": text})
    said = cast.say("bob", text)
    assert said.html in shown.content.decode()
    assert "<strong>Oil</strong>" in said.html
    assert not Page(shown).has("html")


def test_nothing_is_said_and_nobody_is_mentioned(cast: Cast, browser: Browser) -> None:
    browser(cast.bob).post(PREVIEW, {"text": "Psst @dana"})
    browser(cast.alice).post(PREVIEW, {"text": "Psst @everyone"})
    assert not Message.objects.filter(kind=Message.Kind.SAID).exists()
    assert not Mention.objects.exists()


def test_what_could_not_be_sent_has_no_preview(cast: Cast, browser: Browser) -> None:
    for text in ("", "  ", "x" * (limits.MESSAGE_CHARACTERS + 1)):
        assert browser(cast.bob).post(PREVIEW, {"text": text}).status_code == 422


def test_who_looks_too_often_is_slowed_down(cast: Cast, browser: Browser) -> None:
    bob = browser(cast.bob)
    answers = [bob.post(PREVIEW, {"text": "Oil"}) for _ in range(limits.PREVIEWS_BURST + 1)]
    assert [answer.status_code for answer in answers] == [200] * limits.PREVIEWS_BURST + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert browser(cast.alice).post(PREVIEW, {"text": "Oil"}).status_code == 200
