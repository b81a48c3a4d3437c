"""Steps in Python after the rows, where the answer's columns depend on the data.

A header names at most one, so that what a query answers can still be read in its file:

    post: {pivot: {column: phase, value: participants, empty: 0}}
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from mitigraph.queries.table import Table

Column = Annotated[str, Field(min_length=1)]


class Pivot(BaseModel):
    """Turn rows into a matrix: one column for each value of ``column``, in the order of its first row.

    The other columns but ``value`` stay, and each distinct combination of them is one row.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    column: Column = Field(description="whose values become columns")
    value: Column = Field(description="whose values become the cells")
    empty: Any = Field(None, description="the cell where there is no row")

    def apply(self, table: Table) -> Table:
        """The matrix; of two rows for one cell the later one stands."""
        kept = [name for name in table.columns if name not in (self.column, self.value)]
        across = list(dict.fromkeys(value for value in table.column(self.column) if value is not None))
        cells: dict[tuple[Any, ...], dict[Any, Any]] = {}
        for record in table.records():
            key = tuple(_hashable(record[name]) for name in kept)
            cells.setdefault(key, {name: record[name] for name in kept})
            cells[key][record[self.column], self.value] = record[self.value]
        rows = [
            (*(row[name] for name in kept), *(row.get((value, self.value), self.empty) for value in across))
            for row in cells.values()
        ]
        return Table((*kept, *map(str, across)), tuple(rows), table.about, table.cut)


class Post(BaseModel):
    """The step that a header names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pivot: Pivot

    def columns(self) -> Sequence[str]:
        """The columns that it names."""
        return [self.pivot.column, self.pivot.value]

    def apply(self, table: Table) -> Table:
        """The table after the step."""
        return self.pivot.apply(table)


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
