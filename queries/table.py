"""An answer: rows under columns, and the question that they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

EXCERPTS = "excerpt_ids"  # the column of ids of the excerpts behind a row, where they were asked for


@dataclass(frozen=True)
class About:
    """What an answer answers, for formats that say so.

    Attributes:
        title: the question.
        query: the query's id, or where its text came from.
        description: what a row is and what is counted.
        parameters: the values that the database was given, by name.
        columns: what each column holds, by name.
    """

    title: str
    query: str
    description: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """An answer: the columns' names and the rows in the query's order, plain values only (see values.py).

    ``cut`` tells that there are more rows than were asked for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    about: About | None = field(default=None, compare=False)
    cut: bool = field(default=False, compare=False)

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def column(self, name: str) -> list[Any]:
        """The values of a column, row by row."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]
