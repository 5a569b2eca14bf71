"""Emoji by name, and alone in a message."""

import json

import pytest

from chat.emoji import DATA
from chat.rendering import plain, render
from tests.rendering.reading import read

ROWS = json.loads(DATA.read_text(encoding="utf-8"))
SHOWN = [one["emoji"] for row in ROWS for one in [row, *row.get("skins", [])]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ship it :rocket:!", "Ship it 🚀!"),
        (":tada::rocket: done", "🎉🚀 done"),
        ("**:heart:** [:eyes:](https://a.example)", "❤️ 👀"),
        ("x :-1: :+1:", "x 👎️ 👍️"),
        (":nope: :Rocket: : rocket: :rocket", ":nope: :Rocket: : rocket: :rocket"),
        ("at 10:100:20, std::x::y, a:x:b", "at 10:100:20, std::x::y, a:x:b"),
        ("\\:tada: `:tada:`", ":tada: :tada:"),
        ("    :tada:", ":tada:"),
        ("https://a.example/:tada:/", "https://a.example/:tada:/"),
    ],
)
def test_a_name_becomes_its_emoji_outside_code(text: str, words: str) -> None:
    assert read(render(text).html).words == words


@pytest.mark.parametrize("text", ["🚢", ":ship:", "🚢 🚢🚢", "👩🏽‍🚀", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "1️⃣ #️⃣", "🇩🇪🇫🇷", "❤ ✔", " :tada:\t🎉 "])
def test_a_few_alone_are_large(text: str) -> None:
    (paragraph,) = read(render(text).html).all("p")
    assert paragraph.attributes == {"class": "prose__jumbo"}


@pytest.mark.parametrize(
    "text", ["🚢" * 4, "🚢!", "a 🚢", "1 2 3", "#", "🚢\n🚢", "> 🚢", "- 🚢", "# 🚢", "**🚢**", "\\🚢", "🇩", ":nope:"]
)
def test_others_are_not(text: str) -> None:
    assert 'class="prose__jumbo"' not in render(text).html


def test_every_emoji_of_the_picker_is_one_and_no_quick_word() -> None:
    assert [one for one in SHOWN if render(one).html != f'<p class="prose__jumbo">{one}</p>'] == []
    assert [one for one in SHOWN if plain.words(one) or plain.words(one[0])] == []


def test_every_name_of_the_picker_is_understood() -> None:
    named = {name: row["emoji"] for row in ROWS for name in row.get("shortcodes", [])}
    assert {name for name, emoji in named.items() if read(render(f"a :{name}:").html).words != f"a {emoji}"} == set()
