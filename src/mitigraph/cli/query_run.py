"""`mitigraph query run`."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mitigraph.cli.options import Options
from mitigraph.cli.packs import catalog_of, complete_parameter, complete_query, packs_option
from mitigraph.cli.tables import table_options, write_answer
from mitigraph.errors import QueryError, UsageError

if TYPE_CHECKING:
    from mitigraph.graph.session import GraphSession
    from mitigraph.queries.catalog import Query
    from mitigraph.queries.runner import Question

STDIN = "-"
LIMIT = "limit"  # the parameter of queries that cut their own answer
OWN_ROWS, OWN_SECONDS = 10_000, 60.0  # for Cypher of one's own
VIEWS = ("table", "graph", "count")  # a test holds it equal to the views that there are


@click.command("run")
@click.argument("what", metavar="ID|PACK|FILE.cypher|-", required=False, shell_complete=complete_query)
@click.option(
    "--param",
    "-p",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=complete_parameter,
    help="A parameter's value; an id, a name or a part of it where it names something of the graph.",
)
@click.option(
    "--view",
    type=click.Choice(VIEWS),
    default=VIEWS[0],
    show_default=True,
    help="Rows, the part of the map that they name, or how many of how many.",
)
@click.option("--evidence", is_flag=True, help="Add the excerpts behind each row, as paraphrases.")
@table_options
@click.option("--verbatim", is_flag=True, help="Let the exact words of interviews into the answer.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="ROWS",
    help="At most so many rows; what is cut off is told.  [default: 10000 for Cypher of your own, else all]",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="End the query after this time.  [default: 60 for Cypher of your own, else never]",
)
@click.option("--explain", is_flag=True, help="Show the Cypher with the parameters filled in; run nothing.")
@click.option("--all", "every", is_flag=True, help="Run every query of the pack, or all, into the folder -o.")
@packs_option
@click.pass_obj
def command(
    options: Options,
    /,
    what: str | None,
    params: tuple[str, ...],
    packs: tuple[Path, ...],
    *,
    format_: str,
    output: Path | None,
    limit: int | None,
    timeout: float | None,
    explain: bool,
    every: bool,
    **how: Any,
) -> None:
    """Run a query of a pack, of a file, or from stdin (-), which can only read.

    Parameters are typed by the query's header; without a header, values that are JSON are taken as that.
    """
    from mitigraph.queries.parameters import parse_assignments  # noqa: PLC0415 - heavy for --help

    asked = Asked(**how, given=parse_assignments(params), limit=limit, timeout=timeout)
    if every:
        from mitigraph.cli.query_all import run_all  # noqa: PLC0415

        run_all(options, catalog_of(options, packs), what, asked, format_, output)
        return
    if what is None:
        raise UsageError("which query?", "name one ('mitigraph query list'), a .cypher file, or - for stdin")
    query = find(what, options, packs)
    asked = asked.for_own() if query.header is None else asked
    asked.demand(query)
    if explain:
        click.echo(_explained(options, query, asked), nl=False)
        return
    with options.open("read", endable=asked.timeout is not None) as graph:
        table = asked.answer(query, graph)
        warn(graph, verbatim=asked.verbatim)
    write_answer(table, format_, output)
    if not table.rows:
        click.echo("no rows", err=True)
    if asked.view == VIEWS[0] and table.about and table.about.parameters.get(LIMIT) == len(table.rows):
        told = f"only the first {len(table.rows):,} rows, as the parameter '{LIMIT}' says; there may be more"
        click.echo(f"warning: {told}", err=True)
    if table.cut:
        more = "there are more (--limit asks for another number)"
        click.echo(f"warning: only the first {len(table.rows):,} rows; {more}", err=True)


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

        return ways[self.view](self.question(query, graph), graph)


def _explained(options: Options, query: Query, asked: Asked) -> str:
    """With ids in place of names where there is a graph to look them up in."""
    from mitigraph.queries.explain import explained  # noqa: PLC0415

    if not options.has_database():
        return explained(query, asked.demand(query))
    with options.open("read") as graph:
        return explained(query, asked.question(query, graph).values)


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
    pending = graph.read("MATCH (s:Study) WHERE s.pending IS NOT NULL RETURN s.pending")
    if pending.rows:
        todo = "a load left links to derive; run 'mitigraph load' before you rely on the answer"
        click.echo(f"warning: {todo}", err=True)
    if verbatim:
        click.echo("warning: the answer may hold confidential words of interviews", err=True)
