"""What has: knows, as conditions in SQL; both databases read them alike.

Links are in a message's text, and so in the index. What hangs at it comes and goes by itself: it is asked when somebody
searches.
"""

from collections.abc import Sequence

# Links to our own pages have no scheme.
CONDITIONS = {"link": "{row}.html LIKE '%href=\"http%'"}
# The kinds of attachments that each word means.
ATTACHED = {"picture": ("picture",), "file": ("audio", "video", "file")}
HANGS = "EXISTS (SELECT 1 FROM chat_attachment AS hung WHERE hung.message_id = {message} AND hung.kind IN ({kinds}))"
BEARERS = (
    "SELECT hung.message_id FROM chat_attachment AS hung WHERE hung.room_id IN ({rooms}) AND hung.kind IN ({kinds})"
)


def condition(kind: str, row: str) -> str:
    """Return the condition for what the row of chat_message, by its name in the statement, says."""
    return CONDITIONS[kind].format(row=row)


def hangs(kind: str, message: str) -> str:
    """Return the condition that such a thing hangs at a message, by its id's name in the statement."""
    return HANGS.format(message=message, kinds=_kinds(kind))


def bearers(kind: str, rooms: Sequence[int]) -> str:
    """Return the query for all messages of these rooms at which such a thing hangs."""
    return BEARERS.format(rooms=", ".join(str(int(room)) for room in rooms), kinds=_kinds(kind))


def _kinds(kind: str) -> str:
    return ", ".join(f"'{attached}'" for attached in ATTACHED[kind])
