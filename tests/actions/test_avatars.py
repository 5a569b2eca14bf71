"""A picture becomes a person's face, and stops being it."""

from collections.abc import Iterator

import pytest
from PIL import Image

from chat import limits
from chat.actions import avatars
from chat.errors import Invalid, NotAllowed, SlowDown, StorageAway, TooLarge
from chat.files import store
from chat.live.announcements import Change, PersonChanged
from chat.models import User
from tests.cast import Announced, Cast, together
from tests.files.making import FORMATS, film, quarters, saved
from tests.storing import Kept

PHOTO = saved(quarters((640, 480)), "JPEG")


def avatar_of(person: User) -> str:
    return User.objects.values_list("avatar", flat=True).get(pk=person.pk)


def names(person: User) -> list[str]:
    place = store.avatar_place(avatar_of(person))
    return sorted(store.thumbnail_name(place, width) for width in limits.AVATAR_WIDTHS)


@pytest.mark.parametrize("kind", FORMATS)
def test_bob_has_a_face_in_two_sizes(cast: Cast, kept: Kept, kind: str) -> None:
    avatars.choose(cast.bob, [saved(quarters((640, 480)), kind)])
    assert kept.files == names(cast.bob)
    for width in limits.AVATAR_WIDTHS:
        with store.open_file(store.thumbnail_name(store.avatar_place(cast.bob.avatar), width)) as opened:
            face = Image.open(opened)
            assert (face.format, face.size, face.mode) == ("WEBP", (width, width), "RGB")
    assert list(kept.incoming.iterdir()) == []


def test_everybody_is_told_in_every_room(cast: Cast, kept: Kept, announced: Announced) -> None:
    with announced() as heard:
        avatars.choose(cast.bob, [PHOTO])
    assert PersonChanged(cast.bob.pk) in heard
    changes = [change for change in heard if isinstance(change, Change)]
    assert [change.room_id for change in changes] == [cast.room.pk]
    assert f'"avatar":"{avatar_of(cast.bob)}"' in changes[0].text


def test_another_picture_takes_the_place_of_the_first(cast: Cast, kept: Kept) -> None:
    avatars.choose(cast.bob, [PHOTO])
    first = avatar_of(cast.bob)
    avatars.choose(cast.bob, [PHOTO])
    assert avatar_of(cast.bob) != first
    assert kept.files == names(cast.bob)


def test_of_a_film_the_first_frame_is_the_face(cast: Cast, kept: Kept) -> None:
    avatars.choose(cast.bob, [film("GIF")])
    assert kept.files == names(cast.bob)


@pytest.mark.parametrize("body", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", PHOTO[:200]])
def test_what_is_no_picture_changes_nothing(cast: Cast, kept: Kept, body: bytes) -> None:
    avatars.choose(cast.bob, [PHOTO])
    before = kept.files
    with pytest.raises(Invalid):
        avatars.choose(cast.bob, [body])
    assert (kept.files, names(cast.bob)) == (before, before)


def test_what_is_too_large_is_refused_as_soon_as_it_is(cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "AVATAR_BYTES", 1000)
    read: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            read.append(600)
            yield b"x" * 600

    with pytest.raises(TooLarge):
        avatars.choose(cast.bob, endless())
    assert (read, kept.files, avatar_of(cast.bob)) == ([600, 600], [], "")


def test_faces_count_among_uploads(cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(allowance: object, key: str) -> None:
        raise SlowDown(retry_after=1)

    monkeypatch.setattr("chat.throttle.spend", refuse)
    with pytest.raises(SlowDown):
        avatars.choose(cast.bob, [PHOTO])


def test_bob_takes_his_picture_away(cast: Cast, kept: Kept, announced: Announced) -> None:
    avatars.choose(cast.bob, [PHOTO])
    with announced() as heard:
        avatars.remove(cast.bob, cast.bob)
    assert (kept.files, avatar_of(cast.bob)) == ([], "")
    assert ['"avatar":""' in change.text for change in heard if isinstance(change, Change)] == [True]
    with announced() as heard:
        avatars.remove(cast.bob, cast.bob)
    assert heard == []


def test_an_administrator_may_take_it_away_and_nobody_else(cast: Cast, kept: Kept) -> None:
    avatars.choose(cast.bob, [PHOTO])
    for other in (cast.alice, cast.dana, cast.charlie):
        with pytest.raises(NotAllowed):
            avatars.remove(other, cast.bob)
    assert kept.files == names(cast.bob)
    avatars.remove(cast.ada, cast.bob)
    assert kept.files == []


def test_a_storage_that_is_away_does_not_keep_the_old_face(
    cast: Cast, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    avatars.choose(cast.bob, [PHOTO])

    def away(place: str) -> None:
        raise StorageAway

    monkeypatch.setattr(store, "remove_place", away)
    avatars.remove(cast.bob, cast.bob)
    assert avatar_of(cast.bob) == ""


def test_of_two_pictures_at_once_one_is_shown_and_nothing_else_is_kept(live_cast: Cast, kept: Kept) -> None:
    windows = [User.objects.get(pk=live_cast.bob.pk) for _ in range(2)]
    outcomes = together(*(lambda bob=bob: avatars.choose(bob, [PHOTO]) for bob in windows))
    assert outcomes == [None, None]
    assert kept.files == names(live_cast.bob)
