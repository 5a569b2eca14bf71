"""docs/protocol.md says what the code does: every frame both ways, every field, every code."""

import json
import re
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from chat import errors, limits
from chat.actions import memberships, rooms
from chat.errors import ChatError
from chat.live import closing, commands, frames
from chat.live.closing import Closing
from chat.live.database import in_database
from tests.cast import member
from tests.live.conftest import Live
from tests.live.driver import Frame, Line

PAGE = (Path(__file__).parent.parent.parent / "docs" / "protocol.md").read_text()
SHARED_FIELDS = {"ref": "string of 1 to 64 characters"}


def section(title: str) -> str:
    """Return what stands under a heading, up to the next of the same or a higher level."""
    level, _, _ = title.partition(" ")
    found = re.search(rf"^{re.escape(title)}\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"no section {title!r}"
    return found[1]


def rows(text: str) -> dict[str, str]:
    """Return the second column of the tables, by the first."""
    return dict(re.findall(r"^\| `?(\w+)`? \| (.*?)(?: \|.*)?$", text, re.MULTILINE)) if "|" in text else {}


def fields(title: str) -> dict[str, str]:
    return {name: what.removesuffix(" |") for name, what in rows(section(title)).items() if name != "Field"}


def subsections(title: str) -> set[str]:
    return set(re.findall(r"^### (.+)$", section(title), re.MULTILINE))


def examples(title: str) -> list[Frame]:
    blocks = re.findall(r"^```json\n(.*?)^```$", section(title), re.MULTILINE | re.DOTALL)
    return [json.loads(line) for block in blocks for line in block.splitlines()]


def described(schema: dict[str, Any]) -> str:
    """Return a field's JSON schema in the words of the page."""
    match schema:
        case {"enum": words}:
            return " or ".join(f"`{word}`" for word in words)
        case {"format": "uuid"}:
            return "UUID, as a string"
        case {"anyOf": [one, {"type": "null"}]}:
            return f"{described(one)}, or null"
        case {"type": "integer", "minimum": least}:
            return f"integer from {least}"
        case {"type": "string", "minLength": least, "maxLength": most}:
            return f"string of {least} to {most} characters"
        case {"type": "array", "maxItems": most, "items": {"type": one}}:
            return f"list of at most {most}: {one}"
        case {"type": "object", "maxProperties": most, "patternProperties": pattern}:
            (value,) = pattern.values()
            return f"object of at most {most}: room id to {described(value)}"
    return str(schema["type"])


@pytest.mark.parametrize("name", sorted(commands.COMMANDS))
def test_a_commands_fields_and_their_limits(name: str) -> None:
    schema = commands.COMMANDS[name].model_json_schema()
    required = set(schema["required"])
    expected = {
        field: described(one) + ("" if field in required else "; may be left out")
        for field, one in schema["properties"].items()
    }
    assert SHARED_FIELDS | fields(f"### {name}") == expected


def test_every_command_and_every_frame_has_a_section() -> None:
    assert subsections("## From the browser") == set(commands.COMMANDS)
    source = "".join(path.read_text() for path in Path(frames.__file__).parent.glob("*.py"))
    said = re.findall(r'frame\(\s*"(\w+)"|"type":"(\w+)"', source)
    assert subsections("## From the server") == {one or other for one, other in said}
    assert rows(section("## From the browser"))["ref"] == SHARED_FIELDS["ref"]


def test_every_example_is_what_it_says() -> None:
    for name in commands.COMMANDS:
        asked, *_ = examples(f"### {name}")
        assert commands.parse(asked).name == name
    for name in subsections("## From the server"):
        assert {frame["type"] for frame in examples(f"### {name}")} == {name}


def test_every_error_code() -> None:
    family = [error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, ChatError)]
    assert fields("## Error codes").keys() - {"Code"} == {error.code for error in family}


def test_every_close_code() -> None:
    ours = {one.code: one for one in vars(closing).values() if isinstance(one, Closing)}
    table = {int(code) for code in fields("## Close codes") if code.isdigit()}
    assert table == set(ours)


def test_the_limits() -> None:
    text = " ".join(PAGE.split())
    for sentence in (
        f"within {limits.HELLO_SECONDS} seconds",
        f"more than {limits.JSON_DEPTH} levels",
        f"at most {limits.FRAME_BYTES // 1024} KiB ({limits.FRAME_BYTES:,} bytes)",
        f"More than {limits.FRAMES_PER_WINDOW} frames in {limits.FRAMES_WINDOW_SECONDS} seconds",
        f"more than {limits.COMMANDS_WAITING} commands that wait",
        f"more than {limits.SYNC_CHANGES} changes a room, {limits.SYNC_CHANGES_IN_ALL:,} in all",
        f"or {limits.SYNC_BYTES // 1024**2} MiB",
        f"After {limits.HEARTBEAT_SECONDS} seconds of silence",
        f"at most {limits.MESSAGE_CHARACTERS:,} characters and {limits.MESSAGE_BYTES // 1024} KiB",
        f"more than {limits.SOCKETS_PER_PERSON} sockets of one person",
        f"{limits.USERNAME_CHARACTERS_MIN} to {limits.USERNAME_CHARACTERS} small letters",
        f"`protocol` is {frames.PROTOCOL};",
        f"more than {limits.LAGGING_BYTES // 1024} KiB",
        f"more than {limits.OUTBOX_BYTES // 1024**2} MiB",
        f"At most {limits.MENTIONS} people",
        f"more than {limits.EVERYONE_UNASKED} people",
        f"Within {limits.UNDO_SECONDS} seconds",
        f"at most {limits.REACTION_KINDS} different emoji",
        f"at most {limits.PINS} pins",
        f"within {limits.LAGGING_SECONDS} seconds",
        f"collected for {limits.POINTERS_SECONDS} second",
        f"at most every {limits.TYPING_SECONDS} seconds",
        f"{limits.TYPING_SIGNALS_PER_SECOND} such signals a second",
        f"not for longer than {2 * limits.TYPING_SECONDS} seconds",
        f"offline {limits.PRESENCE_LINGER_SECONDS} seconds after",
        f"After {limits.PRESENCE_EXPIRY_SECONDS} seconds nobody",
        f"told of {limits.PRESENCE_PEOPLE} people",
        f"rooms of at most {limits.SEEN_BY_PEOPLE} members",
    ):
        assert sentence in text, sentence


async def lag(live: Live, line: Line) -> Frame:
    """Be too slow for a moment; return the word that says so, once hello is said again."""
    with mock.patch.object(limits, "LAGGING_BYTES", 0):
        await live.post(live.cast.alice)
        lagged = await line.next_of("lagged")
    await line.hello()
    return lagged


async def typing_of_alice(live: Live, line: Line) -> Frame:
    """Alice comes, and types; return what the other is told."""
    alice = await live.greeted(live.cast.alice)
    await alice.ask("typing.start", room=live.room.pk)
    return await line.signal("typing")


async def talk(live: Live, line: Line) -> list[Frame]:
    """Do everything that a room can show, while Bob listens; return what he hears, `ready` included."""
    heard = [await line.hello(), await line.signal("presence"), await lag(live, line)]
    live.hub.attendance.hand(live.cast.bob.pk, None, frames.frame("you", kind="notice", data="Lunch"))
    heard.append(await line.next_of("you"))
    heard += await line.exchange("room.read", room=live.room.pk, number=1)
    heard.append(await line.next_of("you"))
    heard += [await line.signal("seen"), await typing_of_alice(live, line)]
    await in_database(lambda: rooms.change(live.cast.alice, live.room, name="shed", topic="Tools"))
    await in_database(rooms.open_direct, live.cast.bob, [live.cast.alice])
    await live.post(live.cast.alice)
    heard += await line.exchange("room.sync", room=live.room.pk, revision=0)
    heard += await line.exchange("room.sync", room=live.room.pk, revision=10**9)
    heard += await line.exchange("room.sync", room=10**9, revision=0)
    await in_database(memberships.remove, live.cast.alice, await in_database(member, live.room, live.cast.bob))
    heard.append(await line.next_of("you"))
    line.say("{}" * 2)
    heard.append(await line.next_of("reply"))
    for _ in range(limits.FRAMES_PER_WINDOW * 4):
        line.say("{")
    return [*heard, await line.bye()]


@pytest.mark.usefixtures("written_at_once")
async def test_every_frame_has_the_fields_that_stand_here_and_every_field_is_sent(live: Live) -> None:
    heard = await talk(live, await live.connect(live.cast.bob))
    heard += [change for frame in heard for change in frame.get("changes", [])]
    for type_ in subsections("## From the server"):
        sent = {name for frame in heard if frame["type"] == type_ for name in frame} - {"type"}
        returned = {"revision", "number"} if type_ == "reply" else set()
        assert sent - returned == fields(f"### {type_}").keys(), type_
    objects = {
        "PERSON": [frame["person"] for frame in heard if "person" in frame],
        "ENTRY": [entry for frame in heard for entry in frame.get("rooms", [])],
        **{kind.upper(): [frame[kind] for frame in heard if kind in frame] for kind in ("message", "member", "state")},
    }
    for name, sent in objects.items():
        assert sent, name
        assert all(one.keys() == fields(f"### {name}").keys() for one in sent), name
