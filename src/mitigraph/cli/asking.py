"""What somebody asks of a query on the command line: which query, its parameters, the view, the limits."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mitigraph.cli.options import Options
from mitigraph.cli.packs import catalog_of
from mitigraph.errors import QueryError, UsageError
from mitigraph.graph.derive import is_pending

if TYPE_CHECKING:
    from mitigraph.graph.session import GraphSession
    from mitigraph.queries.catalog import Query
    from mitigraph.queries.runner import Question

STDIN = "-"
LIMIT = "limit"  # the parameter of queries that cut their own answer
OWN_ROWS, OWN_SECONDS = 10_000, 60.0  # for Cypher of one's own
VIEWS = ("table", "graph", "count")  # a test holds it equal to the views that there are


@dataclass(frozen=True)
class Asked:
    """What somebody wants to know of a query."""

    given: dict[str, str]
    view: str
    evidence: bool
    verbatim: bool
    limit: int | None = None
    timeout: float | None = None

    def for_own(self) -> Asked:
        """The same for Cypher of one's own, which nobody has measured: with limits where none are given."""
        limit = OWN_ROWS if self.limit is None and self.view == VIEWS[0] else self.limit
        return replace(self, limit=limit, timeout=OWN_SECONDS if self.timeout is None else self.timeout)

    def demand(self, query: Query) -> dict[str, Any]:
        """The bound values; slips show before a database is opened."""
        from mitigraph.queries.runner import bound  # noqa: PLC0415
        from mitigraph.queries.views import demand_view  # noqa: PLC0415

        demand_view(query, self.view)
        if self.evidence and self.view != VIEWS[0]:
            raise UsageError("--evidence belongs to --view table", "leave one of the two out")
        if self.limit is not None and self.view != VIEWS[0]:
            raise UsageError(
                "--limit belongs to --view table", "a part of the rows makes no count and no graph"
            )
        return bound(query, self.given, verbatim=self.verbatim, evidence=self.evidence)

    def for_query(self, query: Query) -> Asked:
        """The same, with what this query of several can take: its own parameters, evidence if it opens."""
        header = query.header
        params = header.params if header else {}
        given = {name: value for name, value in self.given.items() if name in params}
        return replace(self, given=given, evidence=self.evidence and bool(header and header.opens))

    def question(self, query: Query, graph: GraphSession) -> Question:
        """The question, its names looked up; what a part of a name was taken for goes to stderr."""
        from mitigraph.queries.runner import Limits, ask  # noqa: PLC0415

        question = ask(query, graph, self.given, verbatim=self.verbatim, evidence=self.evidence)
        question = replace(question, limits=Limits(self.limit, self.timeout))
        for word, node in question.meant.items():
            click.echo(f"'{word}' is taken for {node}", err=True)
        return question

    def answer(self, query: Query, graph: GraphSession) -> Any:
        """The answer in the view that was asked for."""
        from mitigraph.queries.views import VIEWS as ways  # noqa: PLC0415, N811

        table = ways[self.view](self.question(query, graph), graph)
        if self.view == "graph" and table.rows and not any(table.column("type")):
            click.echo("warning: no link of the map joins what stands in one row of the answer", err=True)
        return table


def find(what: str, options: Options, packs: tuple[Path, ...]) -> Query:
    """The query that ID, FILE.cypher or - means."""
    from mitigraph.queries.catalog import query_of, read_query  # noqa: PLC0415

    if what == STDIN:
        return _sound(query_of(_standard_input(), Path(STDIN)))
    path = Path(what)
    if path.suffix == ".cypher" or path.is_file():
        return _sound(read_query(path))
    return catalog_of(options, packs).get(what)


def _sound(read: tuple[Query, list[Any]]) -> Query:
    query, findings = read
    if findings:
        raise findings[0].error()
    return query


def warn_of_text(query: Query) -> None:
    """Tell on stderr of names in one's own Cypher that the schema lacks, and of what may not be meant.

    These are warnings only: what the checks trip over is told, and the query runs. ``query test`` has no such
    net, so that a mistake of the checks shows there.
    """
    from mitigraph.queries.cypher import read_cypher  # noqa: PLC0415
    from mitigraph.queries.doubts import doubts  # noqa: PLC0415
    from mitigraph.queries.schema_names import unknown_names  # noqa: PLC0415

    reading = read_cypher(query.text)
    try:
        found = [*unknown_names(query, reading), *doubts(query, reading, lists=False)]
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as error:
        click.echo(
            f"warning: the query was not checked ({type(error).__name__}), it runs all the same", err=True
        )
        return
    for finding in found:
        click.echo(f"warning: {finding.place}: {finding.message} ({finding.hint})", err=True)


def _standard_input() -> str:
    if sys.stdin.isatty():
        click.echo("type the query, end it with Ctrl-D", err=True)
    try:
        text = sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(f"-: the query is not UTF-8 (byte {error.start})", "send it as UTF-8") from error
    if not text.strip():
        raise QueryError("-: there is no query on stdin", "send one, or name a query of a pack")
    return text


def warn(graph: GraphSession, *, verbatim: bool) -> None:
    """Say on stderr what a reader of the answer must know."""
    warn_of_pending(graph)
    if verbatim:
        click.echo("warning: the answer may hold confidential words of interviews", err=True)


def warn_of_pending(graph: GraphSession) -> None:
    """Say on stderr that the links are not yet what the evidence says, where that is so."""
    if is_pending(graph.read):
        todo = "links are still to be derived; run 'mitigraph load' before you rely on the answer"
        click.echo(f"warning: {todo}", err=True)
