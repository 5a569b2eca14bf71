"""SQLite: two full-text tables, one of words and one of three-letter pieces. They hold no text, only where it is."""

from django.db.backends.utils import CursorWrapper

from chat.search.kinds import CONDITIONS, condition

# Letters that know capitals, and digits, make words; all other scripts stand in pieces, as signs do. `tags` are the
# message's room, author, month and kinds: every filter is a word too, and the index leaps over what it excludes.
WORDS = """
CREATE VIRTUAL TABLE chat_search_words USING fts5(
    text, tags, content='', prefix='2 3', tokenize="unicode61 remove_diacritics 0 categories 'Lu Ll Lt N*'")
"""
PIECES = "CREATE VIRTUAL TABLE chat_search_pieces USING fts5(text, content='', detail=none, tokenize='trigram')"
# What pieces there are: those that begin with one or two signs stand for these.
SPELLINGS = "CREATE VIRTUAL TABLE chat_search_spellings USING fts5vocab(chat_search_pieces, row)"
KINDS = " || ".join(f"CASE WHEN {condition(kind, '{row}')} THEN ' {kind}' ELSE '' END" for kind in CONDITIONS)
TAGS = "'r' || {row}.room_id || ' a' || {row}.author_id || ' m' || strftime('%Y%m', {row}.created_at) || " + KINDS
# Two spaces, so that the last sign begins a piece like all others.
PIECE = "{row}.text || '  '"
CAN_BE_FOUND = "{row}.kind = 'said' AND {row}.deleted_at IS NULL AND {row}.text <> ''"

ADD = [
    "INSERT INTO chat_search_words (rowid, text, tags) SELECT {row}.id, {row}.text, " + TAGS,
    "INSERT INTO chat_search_pieces (rowid, text) SELECT {row}.id, " + PIECE,
]
# Such a table forgets only what it is told again, word for word.
TAKE = [
    "INSERT INTO chat_search_words (chat_search_words, rowid, text, tags)"
    " SELECT 'delete', {row}.id, {row}.text, " + TAGS,
    "INSERT INTO chat_search_pieces (chat_search_pieces, rowid, text) SELECT 'delete', {row}.id, " + PIECE,
]
CHANGES = "UPDATE OF room_id, author_id, kind, text, html, created_at, deleted_at"
TRIGGERS = {
    "chat_search_inserted": ("AFTER INSERT", "NEW", ADD),
    "chat_search_deleted": ("AFTER DELETE", "OLD", TAKE),
    "chat_search_before_update": (f"BEFORE {CHANGES}", "OLD", TAKE),
    "chat_search_after_update": (f"AFTER {CHANGES}", "NEW", ADD),
}
COUNT_TRIGGERS = (
    "SELECT count(*) FROM sqlite_master"
    " WHERE type = 'trigger' AND tbl_name = 'chat_message' AND name LIKE 'chat_search_%'"
)
WORDS_TABLE = "chat_search_words"
TABLES = ("chat_search_spellings", "chat_search_pieces", WORDS_TABLE)


def create(cursor: CursorWrapper) -> None:
    for statement in (WORDS, PIECES, SPELLINGS):
        cursor.execute(statement)
    for statement in ADD:
        every = f"{statement} FROM chat_message WHERE {CAN_BE_FOUND}"
        cursor.execute(every.format(row="chat_message"))
    for name, (when, row, statements) in TRIGGERS.items():
        head = f"CREATE TRIGGER {name} {when} ON chat_message WHEN {CAN_BE_FOUND} BEGIN"
        body = "".join(f" {statement};" for statement in statements)
        cursor.execute(f"{head}{body} END".format(row=row))


def drop(cursor: CursorWrapper) -> None:
    for name in TRIGGERS:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    for name in TABLES:
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
