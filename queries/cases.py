"""Given/expect cases: what a query must answer on a tiny study, in ``<name>.test.yaml`` beside it.

    given: {...}                 # shared by all cases of the file; see given.py for its short form
    cases:
      - name: a cause of one's own work counts
        given: {...}             # added to the shared part
        params: {issue: drift}
        expect:                  # the rows in order; each names the same columns, all or some of them
          - {cause: no-monitoring, participants: 1}
      - name: a denied cause does not
        expect: []
      - name: a fault that no load makes
        break: ["MATCH ()-[r:GAVE]->() DELETE r"]   # run on the loaded study before the query
        expect: [...]

The study is written out as files and loaded by the real loader, which this package does not know:
whoever runs cases passes a ``Prepare``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mitigraph.errors import MitigraphError, QueryError
from mitigraph.graph.session import GraphSession
from mitigraph.queries.catalog import Query
from mitigraph.queries.findings import Finding
from mitigraph.queries.given import extend, write_study
from mitigraph.queries.header import EVIDENCE
from mitigraph.queries.runner import run
from mitigraph.queries.table import Table

COUNTED = "excerpts"  # the column that counts distinct spans, wherever a query has one
SPANS = "MATCH (x:Excerpt) WHERE x.id IN $ids RETURN count(DISTINCT x.span) AS spans"
Prepare = Callable[[Path], AbstractContextManager[GraphSession]]
"""Takes the folder of a study; gives an open graph that holds this study and nothing else."""


class Case(BaseModel):
    """One case: on this study, with these parameters, exactly these rows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    given: dict[str, Any] = Field(default_factory=dict)
    params: dict[str, Any] = Field(default_factory=dict)
    break_: list[str] = Field(
        default_factory=list, alias="break", description="statements that are run after the load"
    )
    expect: list[dict[str, Any]]

    @property
    def positive(self) -> bool:
        """Whether it expects rows."""
        return bool(self.expect)


class CaseFile(BaseModel):
    """A ``.test.yaml`` file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    given: dict[str, Any] = Field(default_factory=dict)
    cases: list[Case] = Field(min_length=1)


@dataclass(frozen=True)
class Outcome:
    """What came of a case: ``difference`` is empty where it holds, else says what differs, line by line."""

    query: str
    case: str
    difference: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the query answered what was expected."""
        return not self.difference


def read_cases(query: Query) -> list[Case]:
    """The cases of a query, the shared study merged into each.

    Raises:
        QueryError: the file is missing or wrong.
    """
    path = query.cases_path
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        file = CaseFile.model_validate(content or {})
    except FileNotFoundError as error:
        message = f"{path}: the query {query.id} has no cases"
        raise QueryError(message, "give it one that expects rows and one that expects none") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        raise QueryError(f"{place}: the cases are not valid YAML", "docs/queries.md shows some") from error
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        message = f"{path}: '{where}': {problem['msg'].lower()}"
        raise QueryError(message, "docs/queries.md says what a case holds") from error
    return [case.model_copy(update={"given": extend(file.given, case.given)}) for case in file.cases]


def check_cases(query: Query) -> list[Finding]:
    """What is missing in a query's cases: a positive one, a negative one, a column that none looks at."""
    try:
        cases = read_cases(query)
    except QueryError as error:
        place, _colon, message = error.message.partition(": ")
        return [Finding(place, message, error.hint)]
    return list(_lacks(query, cases))


def _lacks(query: Query, cases: list[Case]) -> Iterator[Finding]:
    place = str(query.cases_path)
    if not any(case.positive for case in cases):
        yield Finding(place, "no case expects rows", "add one that does")
    if all(case.positive for case in cases):
        yield Finding(place, "no case expects that there is no row", "add one with 'expect: []'")
    names = [case.name for case in cases]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Finding(place, f"two cases are called '{name}'", "rename one of them")
    columns = set(query.header.answered) if query.header else set()
    seen = {column for case in cases for row in case.expect for column in row}
    for column in sorted(columns - seen):
        yield Finding(place, f"no case expects anything of the column '{column}'", "add it to a row")
    post = query.header.post if query.header else None
    pivoted = post is not None and post.open_ended  # columns that the data make
    for column in sorted(seen - columns) if not pivoted else ():
        yield Finding(place, f"the query has no column '{column}'", "take it out of the rows")
    for case in cases:
        if len({frozenset(row) for row in case.expect}) > 1:
            yield Finding(place, f"the rows of '{case.name}' name different columns", "name the same in all")


def run_case(query: Query, case: Case, prepare: Prepare) -> Outcome:
    """Load the case's study, break what the case breaks, run the query, compare."""
    with TemporaryDirectory(prefix="mitigraph-case-") as folder:
        try:
            write_study(case.given, Path(folder))
            with prepare(Path(folder)) as graph:
                _break(graph, case.break_)
                table = run(query, graph, case.params)
                unopened = tuple(_unopened(query, graph, case)) if table.rows else ()
        except MitigraphError as error:
            return Outcome(query.id, case.name, (f"error: {error.message}", error.hint))
    return Outcome(query.id, case.name, (*_differences(case.expect, table), *unopened))


def _unopened(query: Query, graph: GraphSession, case: Case) -> Iterator[str]:
    """Rows whose number of excerpts is not the number of those that they open to."""
    if query.header is None or not query.header.opens:
        return
    opened = run(query, graph, case.params, evidence=True)
    for record in opened.records():
        ids = [excerpt["excerpt"] for excerpt in record[EVIDENCE]]
        spans = graph.read(SPANS, {"ids": ids}).rows[0][0]
        if record.get(COUNTED) not in (None, spans):  # none: what is declared opens to nothing
            yield f"says {record[COUNTED]} excerpts and opens to {spans}: {next(iter(record.values()))}"


def _break(graph: GraphSession, statements: list[str]) -> None:
    """Run the statements of a case on its own graph, each in a transaction."""
    for statement in statements:
        graph.write(lambda transaction, statement=statement: transaction.run(statement))  # type: ignore[misc]


def run_cases(queries: Iterable[Query], prepare: Prepare) -> Iterator[Outcome]:
    """Every case of the queries, one after the other."""
    for query in queries:
        try:
            cases = read_cases(query)
        except QueryError as error:
            yield Outcome(query.id, "its cases", (error.message, error.hint))
            continue
        for case in cases:
            yield run_case(query, case, prepare)


def _differences(expected: list[dict[str, Any]], table: Table) -> Iterator[str]:
    """Lines that say how the rows differ from the expected ones; none where they agree."""
    columns = list(expected[0]) if expected else list(table.columns)
    unknown = [column for column in columns if column not in table.columns]
    if unknown:
        yield f"the answer has no column {', '.join(unknown)}"
        return
    found = [{column: record[column] for column in columns} for record in table.records()]
    if found == expected:
        return
    for row in expected:
        if row not in found:
            yield f"missing: {row}"
    for row in found:
        if row not in expected:
            yield f"not expected: {row}"
    if sorted(map(str, found)) == sorted(map(str, expected)):
        yield f"the order differs: {[next(iter(row.values())) for row in found]}"
    elif len(found) != len(expected):
        yield f"{len(found)} rows, expected {len(expected)}"
