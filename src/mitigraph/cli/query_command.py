"""`mitigraph query`: list, show, run and test the queries of the packs."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mitigraph.cli.options import Options
from mitigraph.cli.output import write_whole
from mitigraph.errors import CheckFailed, QueryError, UsageError

if TYPE_CHECKING:
    from mitigraph.graph.session import GraphSession
    from mitigraph.queries.catalog import Catalog, Query
    from mitigraph.queries.findings import Finding
    from mitigraph.queries.runner import Table

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown")  # a test holds it equal to render.WRITERS
STDIN = "-"

packs_option = click.option(
    "--packs",
    type=click.Path(path_type=Path, file_okay=False),
    multiple=True,
    metavar="DIR",
    help="A folder of packs of your own, beside the project's; may be given several times.",
)


@click.group("query")
def command() -> None:
    """List, show, run and test the queries of the packs.

    A query answers one question about the graph; its id is pack/name, as in issues/by-phase.
    """


@command.command("list")
@click.option("--tag", help="Only queries with this tag.")
@click.option("--markdown", is_flag=True, help="A page of Markdown with all parameters and columns.")
@packs_option
def list_queries(tag: str | None, markdown: bool, packs: tuple[Path, ...]) -> None:
    """List the queries, each with its question."""
    from mitigraph.queries.nearest import did_you_mean  # noqa: PLC0415 - what a query needs is slow to import
    from mitigraph.queries.reference import reference  # noqa: PLC0415

    queries = _catalog(packs).all()
    tags = {name for query in queries if query.header for name in query.header.tags}
    if tag is not None and tag not in tags:
        raise UsageError(f"no query has the tag '{tag}'", did_you_mean(tag, tags))
    shown = [q for q in queries if q.header and (tag is None or tag in q.header.tags)]
    if markdown:
        click.echo(reference(shown), nl=False)
        return
    width = max((len(query.id) for query in shown), default=0)
    for query in shown:
        click.echo(f"{query.id:<{width}}  {query.header.title if query.header else ''}")


@command.command("show")
@click.argument("query_id", metavar="ID")
@click.option("--cypher", is_flag=True, help="The query's text alone, to paste into Neo4j Browser.")
@packs_option
def show(query_id: str, cypher: bool, packs: tuple[Path, ...]) -> None:
    """Show a query: what it answers, its parameters and columns, and its text."""
    from mitigraph.queries.reference import describe_query  # noqa: PLC0415

    query = _catalog(packs).get(query_id)
    click.echo(f"{query.body}\n" if cypher else describe_query(query), nl=False)


@command.command("run")
@click.argument("what", metavar="ID|FILE.cypher|-")
@click.option("--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="A parameter's value.")
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How to write the answer.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file, in one piece.  [default: stdout]",
)
@click.option("--verbatim", is_flag=True, help="Let the exact words of interviews into the answer.")
@packs_option
@click.pass_obj
def run_query(
    options: Options,
    what: str,
    params: tuple[str, ...],
    format_: str,
    output: Path | None,
    verbatim: bool,
    packs: tuple[Path, ...],
) -> None:
    """Run a query of a pack, of a file, or from stdin (-), which can only read.

    Parameters are typed by the query's header; without a header, values that are JSON are taken as that.
    """
    from mitigraph.queries.parameters import parse_assignments  # noqa: PLC0415
    from mitigraph.queries.runner import bound, run  # noqa: PLC0415

    query = _find(what, packs)
    given = parse_assignments(params)
    bound(query, given, verbatim=verbatim)  # a slip shows before a database is opened
    with options.open("read") as graph:
        table = run(query, graph, given, verbatim=verbatim)
        _warn(graph, verbatim=verbatim)
    _write(table, format_, output)


@command.command("test")
@click.argument("ids", metavar="[ID|PACK]...", nargs=-1)
@packs_option
def test_queries(ids: tuple[str, ...], packs: tuple[Path, ...]) -> None:
    """Check queries and run their cases: a tiny study is loaded, and the rows must be the expected ones.

    All queries are tested if none is named. The studies are loaded into an embedded database of their own;
    your graph is not touched.
    """
    from mitigraph.cli.tiny_studies import prepare_in, scratch_graph  # noqa: PLC0415
    from mitigraph.queries.cases import run_cases  # noqa: PLC0415
    from mitigraph.queries.syntax import check_syntax  # noqa: PLC0415

    queries = _catalog(packs).choose(ids)
    static = _static(queries)
    _print_findings(static)
    with scratch_graph() as graph:
        unread = [found for query in queries for found in check_syntax(query, graph)]
        _print_findings(unread)
        failed = done = 0
        for outcome in run_cases(queries, prepare_in(graph)):
            done, failed = done + 1, failed + (not outcome.holds)
            click.echo(f"{'ok  ' if outcome.holds else 'FAIL'}  {outcome.query}: {outcome.case}")
            for line in outcome.difference:
                click.echo(f"        {line}")
    warnings = sum(finding.severity == "warning" for finding in static)
    findings = len(static) + len(unread) - warnings
    told = f", {warnings} warnings" if warnings else ""
    click.echo(f"{len(queries)} queries, {done} cases, {failed} failed, {findings} findings{told}")
    if failed or findings:
        raise CheckFailed("not every query passed", "mend the queries or the cases named above")


def _static(queries: list[Query]) -> list[Finding]:
    """What the checks without a database find."""
    from mitigraph.queries.cases import check_cases  # noqa: PLC0415
    from mitigraph.queries.checks import check_query  # noqa: PLC0415

    return [found for query in queries for found in (*check_query(query), *check_cases(query))]


def _print_findings(findings: list[Finding]) -> None:
    for finding in findings:
        click.echo(str(finding))


def _catalog(packs: tuple[Path, ...]) -> Catalog:
    from mitigraph.queries.catalog import catalog  # noqa: PLC0415

    return catalog(packs)


def _find(what: str, packs: tuple[Path, ...]) -> Query:
    """The query that ID, FILE.cypher or - means."""
    from mitigraph.queries.catalog import query_of, read_query  # noqa: PLC0415

    if what == STDIN:
        return _sound(query_of(_standard_input(), Path(STDIN)))
    path = Path(what)
    if path.suffix == ".cypher" or path.is_file():
        return _sound(read_query(path))
    return _catalog(packs).get(what)


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


def _warn(graph: GraphSession, *, verbatim: bool) -> None:
    """Say on stderr what a reader of the answer must know."""
    pending = graph.read("MATCH (s:Study) WHERE s.pending IS NOT NULL RETURN s.pending")
    if pending.rows:
        todo = "a load left links to derive; run 'mitigraph load' before you rely on the answer"
        click.echo(f"warning: {todo}", err=True)
    if verbatim:
        click.echo("warning: the answer may hold confidential words of interviews", err=True)


def _write(table: Table, format_: str, output: Path | None) -> None:
    from mitigraph.queries.render import WRITERS  # noqa: PLC0415

    if format_ == "table" and output is None and sys.stdout.isatty():
        from mitigraph.queries.terminal import on_terminal  # noqa: PLC0415

        text = on_terminal(table, shutil.get_terminal_size().columns)
    else:
        text = WRITERS[format_](table)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
        rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows)} rows"
        click.echo(f"wrote {rows} to {output}", err=True)
    if not table.rows:
        click.echo("no rows", err=True)
