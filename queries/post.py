"""Steps in Python after the rows, where the answer's columns depend on the data or on more than one row.

A header names at most one, so that what a query answers can still be read in its file:

    post: {pivot: {column: phase, value: participants, empty: 0}}
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mitigraph.queries.saturation import (
    Assessment,
    Interview,
    Rule,
    assess,
    orders,
    ratios,
    spread,
)
from mitigraph.queries.table import EXCERPTS, Table

Column = Annotated[str, Field(min_length=1)]


class Step(BaseModel):
    """A step: which columns of the rows it takes away, and which it makes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    # Whether the data make further columns, which nobody can name beforehand.
    open_ended: ClassVar[bool] = False

    def columns(self) -> Sequence[str]:
        """The columns of the rows that it takes away."""
        raise NotImplementedError

    def made(self) -> dict[str, str]:
        """The columns that it makes, and what each holds, as far as they are known beforehand."""
        return {}

    def apply(self, table: Table) -> Table:
        """The table after the step."""
        raise NotImplementedError


class Pivot(Step):
    """Turn rows into a matrix: one column for each value of ``column``, in the order of its first row.

    The other columns but ``value`` stay, and each distinct combination of them is one row. A row in which all
    of them are null makes a column and no row of the matrix. A row of the matrix has the excerpts of all its
    cells, where they were asked for.
    """

    open_ended: ClassVar[bool] = True

    column: Column = Field(description="whose values become columns")
    value: Column = Field(description="whose values become the cells")
    empty: Any = Field(None, description="the cell where there is no row")
    sort: bool = Field(False, description="columns in the order of the alphabet, not of their first rows")

    def columns(self) -> Sequence[str]:
        """The two columns that become cells."""
        return [self.column, self.value]

    def apply(self, table: Table) -> Table:
        """The matrix; of two rows for one cell the later one stands."""
        kept = [name for name in table.columns if name not in (self.column, self.value, EXCERPTS)]
        across = list(dict.fromkeys(value for value in table.column(self.column) if value is not None))
        if self.sort:
            across.sort(key=str)
        cells: dict[tuple[Any, ...], dict[Any, Any]] = {}
        for record in table.records():
            key = tuple(_hashable(record[name]) for name in kept)
            if kept and not any(value is not None for value in key):
                continue
            row = cells.setdefault(key, {name: record[name] for name in kept} | {EXCERPTS: []})
            row[record[self.column], self.value] = record[self.value]
            row[EXCERPTS] += record.get(EXCERPTS) or []
        last = [EXCERPTS] if EXCERPTS in table.columns else []
        rows = [
            (
                *(row[name] for name in kept),
                *(row.get((value, self.value), self.empty) for value in across),
                *(row[name] for name in last),
            )
            for row in cells.values()
        ]
        return Table((*kept, *map(str, across), *last), tuple(rows), table.about, table.cut)


class Saturation(Step):
    """Assess saturation: rows of interviews in order become one row for this order and one for permuted ones.

    The rows have ``interview``, ``items`` (a list of ids) and, the same in each, the settings of the method:
    ``base_size``, ``run_length``, ``threshold``, ``permutations`` and ``seed``. See saturation.py.
    """

    SETTINGS: ClassVar[tuple[str, ...]] = ("base_size", "run_length", "threshold", "permutations", "seed")
    MADE: ClassVar[tuple[str, ...]] = (
        *("order", "answer", "base_size", "run_length", "threshold", "interviews", "items", "base_items"),
        *("ratios", "orders", "reached", "least", "quarter", "median", "three_quarters", "most"),
    )

    returns: dict[Column, Column] = Field(
        description="each column that it makes, in order, and what it holds"
    )

    @model_validator(mode="after")
    def _says_all(self) -> Saturation:
        if tuple(self.returns) != self.MADE:
            raise ValueError(f"'returns' must describe {', '.join(self.MADE)}, in this order")
        return self

    def columns(self) -> Sequence[str]:
        """The raw material: nothing of it stays as it is."""
        return ["interview", "items", *self.SETTINGS]

    def made(self) -> dict[str, str]:
        """What the header says of its columns."""
        return dict(self.returns)

    def apply(self, table: Table) -> Table:
        """Two rows, the given order and the permuted ones; none where there is no interview."""
        about = table.about and replace(table.about, columns=self.made())
        if not table.rows:
            return Table(self.MADE, (), about)
        settings = {name: table.column(name)[0] for name in self.SETTINGS}
        rule = Rule(settings["base_size"], settings["run_length"], settings["threshold"])
        interviews: list[Interview] = [frozenset(items) for items in table.column("items")]
        many = orders(interviews, settings["permutations"], settings["seed"])
        rows = [
            _assessed("given", assess([interviews], rule), interviews, rule),
            _assessed("permuted", assess(many, rule), interviews, rule),
        ]
        return Table(self.MADE, tuple(tuple(row[name] for name in self.MADE) for row in rows), about)


def _assessed(order: str, found: Assessment, interviews: list[Interview], rule: Rule) -> dict[str, Any]:
    """One row of the answer; ``order`` is given or permuted, and only a given one has ratios of runs."""
    given = order == "given"
    lies = spread(found.before)
    return {
        "order": order,
        "answer": found.obstacle or _in_words(found, rule, given=given, interviews=len(interviews)),
        "base_size": rule.base_size,
        "run_length": rule.run_length,
        "threshold": rule.threshold,
        "interviews": len(interviews),
        "items": len(frozenset().union(*interviews)),
        "base_items": len(frozenset().union(*interviews[: rule.base_size])) if given else None,
        "ratios": [round(ratio, 3) for ratio in ratios(interviews, rule)] if given else None,
        "orders": found.orders,
        "reached": None if found.obstacle else round(len(found.before) / found.orders, 3),
        **(asdict(lies) if lies else dict.fromkeys(("least", "quarter", "median", "three_quarters", "most"))),
    }


def _in_words(found: Assessment, rule: Rule, *, given: bool, interviews: int) -> str:
    if given and found.before:
        return f"reached at {found.before[0]}+{rule.run_length}"
    if given:
        return f"not reached in {interviews} interviews"
    return f"reached in {len(found.before)} of {found.orders} orders"


class Post(BaseModel):
    """The step that a header names: exactly one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pivot: Pivot | None = None
    saturation: Saturation | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Post:
        if len(self.model_fields_set) != 1 or self._steps() == []:
            raise ValueError(f"names one step: {' or '.join(type(self).model_fields)}")
        return self

    def _steps(self) -> list[Step]:
        return [step for step in (self.pivot, self.saturation) if step is not None]

    @property
    def step(self) -> Step:
        """The step itself."""
        return self._steps()[0]

    @property
    def open_ended(self) -> bool:
        """Whether the data make columns that nobody can name beforehand."""
        return self.step.open_ended

    def columns(self) -> Sequence[str]:
        """The columns of the rows that it takes away."""
        return self.step.columns()

    def made(self) -> dict[str, str]:
        """The columns that it makes and what they hold, as far as they are known beforehand."""
        return self.step.made()

    def apply(self, table: Table) -> Table:
        """The table after the step."""
        return self.step.apply(table)


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
