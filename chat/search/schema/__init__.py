"""Where search looks: tables beside the messages, which triggers keep in step.

Triggers, because every way to write a message then counts, in the same transaction: posts, edits, deletions, undoing,
the administration, bulk and the shell. On SQLite, Django changes a table by building it anew, which drops its
triggers: a migration that changes chat_message ends with RunPython(schema.install).
"""

from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from chat.search.schema import postgresql, sqlite


def install(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The tables hold every message that can be found, and will. Whatever was there before is gone."""
    remove(apps, schema_editor)
    _of(schema_editor).create(schema_editor)


def remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing of search is in the database."""
    _of(schema_editor).drop(schema_editor)


def is_kept() -> bool:
    """Tell whether every change of a message reaches search."""
    kept = sqlite.TRIGGERS_COUNT if connection.vendor == "sqlite" else postgresql.TRIGGERS_COUNT
    sql = sqlite.COUNT_TRIGGERS if connection.vendor == "sqlite" else postgresql.COUNT_TRIGGERS
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return bool(cursor.fetchone()[0] == kept)


def looks_into_words() -> bool:
    """Tell whether the middle of a word is found by an index, too."""
    return connection.vendor == "sqlite" or postgresql.has_pieces()


def _of(schema_editor: BaseDatabaseSchemaEditor) -> Any:
    return sqlite if schema_editor.connection.vendor == "sqlite" else postgresql
