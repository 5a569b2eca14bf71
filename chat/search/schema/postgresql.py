"""PostgreSQL: a table of what can be found, with an index of words and, where pg_trgm may be had, one of pieces.

A table of its own, for a message's row is written anew with each reaction and reply, and would take both indexes along.
"""

import logging

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper

from chat.search.kinds import CONDITIONS, condition

logger = logging.getLogger(__name__)

SIGNS = "!\"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~"
# PostgreSQL's parser knows addresses, paths and markup, and hides their words in them: it gets to see words alone.
# Signs of scripts without spaces become words of their own, which stand in a row: a phrase.
SPACED = rf"""
CREATE FUNCTION chat_search_spaced(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(translate(said, '{SIGNS}', repeat(' ', 32)), '([^\u0001-\u058F\u1E00-\u1FFF])', ' \1 ', 'g')
$$
"""
# What is written between the copy and the triggers would be in neither.
NOBODY_WRITES = "LOCK TABLE chat_message IN SHARE ROW EXCLUSIVE MODE"
TABLE = """
CREATE TABLE chat_search (
    message_id bigint PRIMARY KEY, room_id bigint NOT NULL, author_id bigint NOT NULL, created_at timestamptz NOT NULL,
    text text NOT NULL, words tsvector NOT NULL)
"""
# A kind is a word with a space, which no message holds.
KINDS = ", ".join(f"CASE WHEN {condition(kind, 'said')} THEN 'has {kind}' END" for kind in CONDITIONS)
ADD = """
INSERT INTO chat_search
SELECT said.id, said.room_id, said.author_id, said.created_at, said.text,
    to_tsvector('simple', chat_search_spaced(said.text)) || array_to_tsvector(array_remove(ARRAY[KINDS], NULL))
FROM ROWS AS said WHERE said.kind = 'said' AND said.deleted_at IS NULL AND said.text <> ''
""".replace("KINDS", KINDS)
FUNCTION = """
CREATE FUNCTION chat_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'TRUNCATE' THEN TRUNCATE chat_search; RETURN NULL; END IF;
    IF TG_OP <> 'INSERT' THEN DELETE FROM chat_search WHERE message_id = OLD.id; END IF;
    IF TG_OP <> 'DELETE' THEN ADD; END IF;
    RETURN NULL;
END $$
""".replace("ADD", ADD.replace("ROWS", "(SELECT NEW.*)"))
CHANGES = "INSERT OR DELETE OR UPDATE OF room_id, author_id, kind, text, html, created_at, deleted_at"
TRIGGERS = {
    "chat_search_changed": f"AFTER {CHANGES} ON chat_message FOR EACH ROW",
    "chat_search_emptied": "AFTER TRUNCATE ON chat_message FOR EACH STATEMENT",
}
WORDS_TABLE = "chat_search"
COUNT_TRIGGERS = (
    "SELECT count(*) FROM pg_trigger WHERE tgrelid = to_regclass('chat_message') AND tgname LIKE 'chat_search_%'"
)
INDEXES = [
    "CREATE INDEX chat_search_words ON chat_search USING gin (words)",
    "CREATE INDEX chat_search_room ON chat_search (room_id, message_id)",
    "CREATE INDEX chat_search_author ON chat_search (author_id, message_id)",
    "CREATE INDEX chat_search_time ON chat_search USING brin (created_at)",
]
PIECES = "CREATE INDEX chat_search_pieces ON chat_search USING gin (text gin_trgm_ops)"
NO_TRIGRAMS = (
    "PostgreSQL's extension pg_trgm may not be created here, so search does not look into words. An administrator of"
    " the database can: CREATE EXTENSION pg_trgm; then run manage.py rebuild_search."
)


def create(cursor: CursorWrapper) -> None:
    for statement in (NOBODY_WRITES, SPACED, TABLE, FUNCTION, ADD.replace("ROWS", "chat_message"), *INDEXES):
        cursor.execute(statement)
    for name, when in TRIGGERS.items():
        cursor.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION chat_search_keep()")
    if _may_have_trigrams(cursor):
        cursor.execute(PIECES)
    cursor.execute("ANALYZE chat_search")


def drop(cursor: CursorWrapper) -> None:
    for name in TRIGGERS:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON chat_message")
    cursor.execute("DROP TABLE IF EXISTS chat_search")
    cursor.execute("DROP FUNCTION IF EXISTS chat_search_keep, chat_search_spaced")


def has_pieces() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('chat_search_pieces') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def _may_have_trigrams(cursor: CursorWrapper) -> bool:
    try:
        with transaction.atomic():
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        logger.warning(NO_TRIGRAMS)
        return False
    return True
