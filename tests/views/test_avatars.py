"""Choosing one's picture on the profile page, and looking at those of others."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chat import limits
from chat.actions import avatars
from chat.markup import face
from chat.models import User
from tests.cast import Browser, Cast
from tests.files.making import quarters, saved
from tests.storing import Kept

PHOTO = saved(quarters((640, 480)), "JPEG")
SOURCES = re.compile(r"/avatars/[\w-]{22}/\d+\.webp")


def avatar_of(person: User) -> str:
    return User.objects.values_list("avatar", flat=True).get(pk=person.pk)


def test_a_script_sends_the_bytes_and_learns_how_bob_looks(cast: Cast, kept: Kept, browser: Browser) -> None:
    answer = browser(cast.bob).post("/profile/avatar/", PHOTO, content_type="image/jpeg")
    assert (answer.status_code, answer.json()["person"]["avatar"]) == (200, avatar_of(cast.bob))
    assert avatar_of(cast.bob)


def test_a_script_is_refused_in_json(cast: Cast, kept: Kept, browser: Browser) -> None:
    answer = browser(cast.bob).post("/profile/avatar/", b"no picture", content_type="image/png")
    assert answer.status_code == 422
    assert "no picture" in answer.json()["error"]["fields"]["file"]


def test_a_form_brings_a_picture_without_scripts(cast: Cast, kept: Kept, browser: Browser) -> None:
    chosen = SimpleUploadedFile("me.jpg", PHOTO, "image/jpeg")
    answer = browser(cast.bob).post("/profile/avatar/", {"picture": chosen}, follow=True)
    assert answer.redirect_chain == [("/profile/", 302)]
    assert "Your picture is changed." in answer.content.decode()
    assert avatar_of(cast.bob)


@pytest.mark.parametrize(("content", "sentence"), [(b"no picture", "This is no picture"), (None, "Choose a picture")])
def test_a_form_says_on_the_profile_what_is_wrong(
    cast: Cast, kept: Kept, browser: Browser, content: bytes | None, sentence: str
) -> None:
    form = {"picture": SimpleUploadedFile("me.jpg", content)} if content else {}
    answer = browser(cast.bob).post("/profile/avatar/", form | {"other": "x"}, follow=True)
    assert sentence in answer.content.decode()
    assert avatar_of(cast.bob) == ""


def test_bob_takes_it_away(cast: Cast, kept: Kept, browser: Browser) -> None:
    avatars.choose(cast.bob, [PHOTO])
    answer = browser(cast.bob).post("/profile/avatar/delete/", follow=True)
    assert "Your picture is removed." in answer.content.decode()
    assert (avatar_of(cast.bob), kept.files) == ("", [])


def test_every_address_in_the_markup_of_a_face_has_a_picture(cast: Cast, kept: Kept, browser: Browser) -> None:
    avatars.choose(cast.bob, [PHOTO])
    sources = set(SOURCES.findall(face(cast.bob)))
    assert len(sources) == len(limits.AVATAR_WIDTHS)
    for source in sources:
        answer = browser(cast.charlie).get(source)
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert b"".join(answer)[8:12] == b"WEBP"


def test_who_is_not_signed_in_sees_no_face(cast: Cast, kept: Kept, browser: Browser) -> None:
    avatars.choose(cast.bob, [PHOTO])
    answer = browser(None).get(f"/avatars/{cast.bob.avatar}/96.webp")
    assert answer.status_code == 302


@pytest.mark.parametrize("width", [0, 95, 512])
def test_there_are_no_other_widths(cast: Cast, kept: Kept, browser: Browser, width: int) -> None:
    avatars.choose(cast.bob, [PHOTO])
    assert browser(cast.bob).get(f"/avatars/{cast.bob.avatar}/{width}.webp").status_code == 404


@pytest.mark.parametrize("key", ["a" * 22, "..", "%2e%2e%2f%2e%2e", "a" * 21, "." * 22])
def test_no_key_leads_elsewhere(cast: Cast, kept: Kept, browser: Browser, key: str) -> None:
    assert browser(cast.bob).get(f"/avatars/{key}/96.webp").status_code == 404


def test_without_a_picture_a_face_has_initials_only(cast: Cast) -> None:
    assert "<img" not in face(cast.bob)
    assert ">B</span>" in face(cast.bob)


def test_the_administration_takes_pictures_away(cast: Cast, kept: Kept, browser: Browser) -> None:
    avatars.choose(cast.bob, [PHOTO])
    form = {"action": "remove_avatars", "_selected_action": [cast.bob.pk, cast.alice.pk]}
    assert browser(cast.ada).post("/admin/chat/user/", form).status_code == 302
    assert avatar_of(cast.bob) == ""
