"""Queries that the ORM writes once, and that are then only asked.

To write a query of two joined tables takes Django longer than to send it, to have it answered, and to make models of
the answer. What every connect and every command asks is therefore written at its first asking, and kept. It is still
the ORM that writes it, from the models as they are: a new field, or another word in a QuerySet, is in it by itself.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, CharField, DateTimeField, Expression, Field, Model, QuerySet

Row = TypeVar("Row", bound=Model)


class Parameter(Expression):
    """Stands in a query where each asking puts a value of its own."""

    def __init__(self, name: str, kind: Field) -> None:
        super().__init__(output_field=kind)
        self.name = name

    def as_sql(self, compiler: object, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return "%s", [self]

    def prepare(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Return the value as the database's driver takes it."""
        return self.output_field.get_db_prep_value(value, connection)


class AnyOf(Parameter):
    """Stands after `__in` where each asking puts a list of its own."""

    def as_sql(self, compiler: object, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return f"SELECT UNNEST(%s::{self.output_field.db_type(connection)}[])", [self]

    def as_sqlite(self, compiler: object, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        # SQLite has no arrays, but reads JSON.
        return "SELECT value FROM JSON_EACH(%s)", [self]

    def prepare(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        values = [self.output_field.get_db_prep_value(one, connection) for one in value]
        return json.dumps(values) if connection.vendor == "sqlite" else values


def number(name: str) -> Parameter:
    return Parameter(name, BigIntegerField())


def text(name: str) -> Parameter:
    return Parameter(name, CharField())


def moment(name: str) -> Parameter:
    return Parameter(name, DateTimeField())


def numbers(name: str) -> Parameter:
    return AnyOf(name, BigIntegerField())


def texts(name: str) -> Parameter:
    return AnyOf(name, CharField())


# Compared by identity: they are keys, and one is made for each query.
@dataclass(frozen=True, eq=False)
class _Part(Generic[Row]):
    """The columns of a row that make one model."""

    model: type[Row]
    columns: slice
    names: list[str]
    key: int

    @classmethod
    def of(cls, info: dict[str, Any], select: list[Any]) -> "_Part[Row]":
        first, last = info["select_fields"][0], info["select_fields"][-1]
        names = [column.target.attname for column, *_ in select[first : last + 1]]
        return cls(info["model"], slice(first, last + 1), names, first + names.index(info["model"]._meta.pk.attname))

    def read(self, row: list[Any]) -> Row:
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])


@dataclass(frozen=True, eq=False)
class _Statement(Generic[Row]):
    """A query as it is sent, and how to read its answer: what Django works out anew for each QuerySet."""

    sql: str
    parameters: tuple[Any, ...]
    # By their place, the columns that Python has another type for than the driver, and how to convert them.
    converters: list[tuple[int, list[Callable[..., Any]], Expression]]
    main: _Part[Row]
    related: list[tuple[Callable[[Row, Model | None], None], _Part]]
    # What the query says of each row besides, and in which column.
    annotations: dict[str, int]

    @classmethod
    def of(cls, queryset: QuerySet[Row]) -> "_Statement[Row]":
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        select, info = compiler.select, compiler.klass_info
        converters = compiler.get_converters([column for column, *_ in select])
        others = info.get("related_klass_infos", [])
        related: list[Any] = [(one["local_setter"], _Part.of(one, select)) for one in others]
        converting = [(at, *how) for at, how in converters.items()]
        return cls(sql, parameters, converting, _Part.of(info, select), related, compiler.annotation_col_map or {})

    def ask(self, values: dict[str, Any]) -> Iterator[Row]:
        """Yield a model for each row. Those that they are selected with are made once, however many rows name them."""
        connection = connections[DEFAULT_DB_ALIAS]
        given = [
            one.prepare(values[one.name], connection) if isinstance(one, Parameter) else one for one in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            answer = cursor.fetchall()
        known: dict[tuple[_Part, Any], Model] = {}
        for row in map(list, answer):
            for at, converters, expression in self.converters:
                for convert in converters:
                    row[at] = convert(row[at], expression, connection)
            found = self.main.read(row)
            for set_related, part in self.related:
                set_related(found, _once(known, part, row))
            for name, at in self.annotations.items():
                setattr(found, name, row[at])
            yield found


def _once(known: dict[tuple[_Part, Any], Model], part: _Part, row: list[Any]) -> Model | None:
    key = row[part.key]
    if key is None:
        return None
    if (part, key) not in known:
        known[part, key] = part.read(row)
    return known[part, key]


class Prepared(Generic[Row]):
    """A query for models, with its annotations, and for those that they are selected together with, one step away."""

    def __init__(self, make: Callable[[], QuerySet[Row]]) -> None:
        self._make = make

    def ask(self, **values: Any) -> list[Row]:
        """Return what the query finds now, with these values in the places of its parameters. 1 query."""
        return list(self._statement.ask(values))

    @cached_property
    def _statement(self) -> _Statement[Row]:
        # Not before the first asking: modules are imported where there is no database. Two threads write the same.
        return _Statement.of(self._make())
