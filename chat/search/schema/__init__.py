"""Where search looks: tables beside the messages, which triggers keep in step.

Triggers, because every way to write a message then counts, in the same transaction: posts, edits, deletions, undoing,
the administration, bulk and the shell. On SQLite, Django changes a table by building it anew, which drops its
triggers: a migration that changes chat_message ends with RunPython(schema.install).
"""

from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from chat.search.schema import postgresql, sqlite


def install(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Do what `build` does, in a migration."""
    build(schema_editor.connection)


def remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo what `build` does, in a migration."""
    drop(schema_editor.connection)


def build(database: BaseDatabaseWrapper) -> None:
    """The tables hold every message that can be found, and will. Whatever was there before is gone.

    Nobody writes messages meanwhile; the first time, everybody may read them. It has to be one transaction.
    """
    if is_there():
        drop(database)
    with database.cursor() as cursor:
        _of(database).create(cursor)


def drop(database: BaseDatabaseWrapper) -> None:
    """Nothing of search is in the database."""
    with database.cursor() as cursor:
        _of(database).drop(cursor)


def is_there() -> bool:
    """Tell whether search has its tables: before its migration it has not."""
    return _of(connection).WORDS_TABLE in connection.introspection.table_names()


def is_kept() -> bool:
    """Tell whether every change of a message reaches search."""
    kind = _of(connection)
    with connection.cursor() as cursor:
        cursor.execute(kind.COUNT_TRIGGERS)
        return bool(cursor.fetchone()[0] == len(kind.TRIGGERS))


def looks_into_words() -> bool:
    """Tell whether the middle of a word is found by an index, too."""
    return connection.vendor == "sqlite" or postgresql.has_pieces()


def _of(database: BaseDatabaseWrapper) -> Any:
    return sqlite if database.vendor == "sqlite" else postgresql
