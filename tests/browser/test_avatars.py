"""A person chooses a picture, cuts it, and looks like that everywhere."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from tests.browser.house import House
from tests.browser.people import Window
from tests.browser.test_accessibility import LOOKS, graves, settle

pytestmark = pytest.mark.browser

RED, BLUE = (220, 30, 30), (30, 30, 220)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a picture that is red on its left half and blue on its right."""
    picture = Image.new("RGB", (1600, 800), RED)
    ImageDraw.Draw(picture).rectangle((800, 0, 1600, 800), fill=BLUE)
    path = tmp_path / "me.png"
    picture.save(path)
    return path


def choose(window: Window, photo: Path) -> Locator:
    """The dialog that cuts the picture is open; returns it."""
    window.go("/profile/").page.locator("[data-avatar-file]").set_input_files(photo)
    dialog = window.page.locator("dialog.crop")
    expect(dialog).to_be_visible()
    return dialog


def use(dialog: Locator) -> None:
    """The picture is sent, and the page shows it."""
    dialog.get_by_role("button", name="Use picture").click()
    expect(dialog).to_have_count(0)
    expect(dialog.page.locator(".profile .face img")).to_have_js_property("complete", True)


def face_of(page: Page) -> Image.Image:
    """Return the larger picture of the person whose profile is open."""
    source = page.locator(".profile .face img").get_attribute("srcset")
    assert source
    answer = page.request.get(source.split(", ")[-1].split(" ")[0])
    assert answer.headers["content-type"] == "image/webp"
    return Image.open(BytesIO(answer.body())).convert("RGB")


def is_near(picture: Image.Image, place: tuple[float, float], colour: tuple[int, int, int]) -> bool:
    seen = picture.getpixel((int(place[0] * picture.width), int(place[1] * picture.height)))
    return all(abs(one - other) < 40 for one, other in zip(seen, colour, strict=True))


@pytest.mark.parametrize(("keys", "colour"), [([], None), (["Shift+ArrowLeft"] * 9, RED), (["ArrowRight"] * 30, BLUE)])
def test_what_lies_in_the_square_becomes_the_face(
    house: House, photo: Path, keys: list[str], colour: tuple[int, int, int] | None
) -> None:
    window = house.enters("maximiliane")
    dialog = choose(window, photo)
    expect(dialog.locator("canvas")).to_be_focused()
    for key in keys:
        window.page.keyboard.press(key)
    use(dialog)
    face = face_of(window.page)
    assert face.size == (256, 256)
    assert is_near(face, (0.05, 0.5), colour or RED)
    assert is_near(face, (0.95, 0.5), colour or BLUE)


def test_a_mouse_drags_it_and_a_wheel_looks_closer(house: House, photo: Path) -> None:
    window = house.enters("maximiliane")
    dialog = choose(window, photo)
    box = dialog.locator("canvas").bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    window.page.mouse.move(*middle)
    window.page.mouse.wheel(0, -300)
    expect(dialog.locator("[data-zoom]")).not_to_have_value("1")
    window.page.mouse.down()
    window.page.mouse.move(middle[0] - box["width"], middle[1], steps=5)
    window.page.mouse.up()
    use(dialog)
    assert is_near(face_of(window.page), (0.05, 0.5), BLUE)


def test_others_see_it_at_once_in_the_talk_and_in_the_sidebar(house: House, photo: Path) -> None:
    alice, bob = house.alice_in("Days"), house.enters("bob")
    author = alice.message("Coming")
    in_header = alice.page.locator(f"[data-faces] [data-face='{house.home.people['bob'].id}']")
    expect(author.locator(".face")).to_have_text("B")
    use(choose(bob, photo))
    expect(author.locator(".face img")).to_have_js_property("complete", True)
    expect(in_header.locator("img")).to_have_count(1)
    bob.page.get_by_role("button", name="Remove picture").click()
    expect(author.locator(".face img")).to_have_count(0)
    expect(in_header.locator("img")).to_have_count(0)
    expect(author.locator(".face")).to_have_text("B")


def test_the_browser_draws_a_face_as_the_server_does(house: House, photo: Path) -> None:
    bob = house.enters("bob")
    use(choose(bob, photo))
    alice = house.alice_in("Days")
    face = "author => author.querySelector('.face').outerHTML"
    drawn = alice.message("Coming").evaluate(face)
    redrawn = alice.page.evaluate(
        """async (markup) => {
            const { showFace } = await import("/static/chat/js/face.js");
            const box = document.createElement("div");
            box.innerHTML = markup;
            const [face] = box.children;
            const { face: id, hue } = face.dataset;
            const avatar = face.querySelector("img").src.match(/avatars\\/([^/]+)/)[1];
            face.replaceChildren();
            showFace(face, { id, hue, avatar, initials: "B" });
            return [...face.querySelector("img").attributes].map(({ name, value }) => `${name}=${value}`).sort();
        }""",
        drawn,
    )
    assert redrawn == sorted(
        alice.message("Coming").evaluate(
            "author => [...author.querySelector('.face img').attributes].map(({ name, value }) => `${name}=${value}`)"
        )
    )
    bob.page.get_by_role("button", name="Remove picture").click()
    expect(bob.page.locator(".profile .face img")).to_have_count(0)


def test_a_picture_that_does_not_come_leaves_the_initials(house: House, photo: Path) -> None:
    bob = house.enters("bob")
    use(choose(bob, photo))
    alice = house.enters()
    alice.forgive("avatars|ERR_FAILED|Failed to load")
    alice.page.route("**/avatars/**", lambda route: route.abort())
    alice.open_room(house.slug("Days"))
    face = alice.message("Coming").locator(".face")
    expect(face.locator("img")).to_be_hidden()
    expect(face).to_have_text("B")
    bob.page.get_by_role("button", name="Remove picture").click()
    expect(bob.page.locator(".profile .face img")).to_have_count(0)


def test_what_is_no_picture_is_said(house: House, tmp_path: Path) -> None:
    path = tmp_path / "me.png"
    path.write_bytes(b"no picture")
    window = house.enters("maximiliane").go("/profile/")
    window.page.locator("[data-avatar-file]").set_input_files(path)
    expect(window.page.get_by_text("cannot open the file as a picture")).to_be_visible()


def test_without_scripts_the_server_cuts_it(house: House, photo: Path) -> None:
    window = house.enters("maximiliane", java_script_enabled=False).go("/profile/")
    window.page.locator("[data-avatar-file]").set_input_files(photo)
    window.page.get_by_role("button", name="Use the chosen picture").click()
    expect(window.page.get_by_text("Your picture is changed.")).to_be_visible()
    face = face_of(window.page)
    assert is_near(face, (0.05, 0.5), RED)
    assert is_near(face, (0.95, 0.5), BLUE)


def test_axe_finds_nothing_in_the_dialog(house: House, photo: Path) -> None:
    window = house.enters("maximiliane")
    choose(window, photo)
    for size, scheme in LOOKS:
        window.page.set_viewport_size(size)
        window.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        settle(window.page)
        assert graves(window.page) == []
