"""`mitigraph query run --all`: a pack, or all of them, into a folder with an index page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mitigraph.cli.asking import Asked, warn
from mitigraph.cli.options import Options
from mitigraph.cli.output import write_whole
from mitigraph.cli.tables import content
from mitigraph.errors import QueryError, UsageError
from mitigraph.loaders.wording import plural

if TYPE_CHECKING:
    from mitigraph.graph.session import GraphSession
    from mitigraph.queries.catalog import Catalog, Query
    from mitigraph.queries.page import Entry

INDEX = "index.html"


def run_all(
    options: Options, catalog: Catalog, pack: str | None, asked: Asked, format_: str, output: Path | None
) -> None:
    """Write every answer to a file ``<pack>/<name>.<format>`` and an index that leads to them.

    A query that needs a parameter which nobody gave has no file; the index says what it needs.
    """
    from mitigraph.queries.page import index_page  # noqa: PLC0415

    if output is None:
        raise UsageError("--all needs a folder for the answers", "add -o DIR")
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output} is a file, and --all writes a folder", "name a folder")
    queries = catalog.choose([pack] if pack else [])
    if not queries:
        raise QueryError(f"there is no pack '{pack}'", "'mitigraph query list' shows all")
    _demand_known(queries, asked)
    with options.open("read", endable=asked.timeout is not None) as graph:
        entries = [_answered(query, graph, asked, format_, output) for query in queries]
        warn(graph, verbatim=asked.verbatim)
    title = f"Answers of the pack {pack}" if pack else "Answers of all packs"
    write_whole(output / INDEX, index_page(title, "Each question leads to its answer.", entries))
    _tell(entries, output)


def _tell(entries: list[Entry], output: Path) -> None:
    """What was written and what was not; with no answer at all the command has failed."""
    for entry in entries:
        if entry.reason:
            click.echo(f"no answer to {entry.query}: {entry.reason}", err=True)
        elif entry.cut:
            click.echo(
                f"warning: {entry.query}: only the first {entry.rows:,} rows; there are more", err=True
            )
    done = sum(bool(entry.file) for entry in entries)
    if not done:
        raise QueryError(
            f"none of {plural(len(entries), 'query')} has an answer", f"{output / INDEX} says why"
        )
    click.echo(
        f"wrote {done} of {plural(len(entries), 'answer')} to {output}, and {output / INDEX}", err=True
    )


def _demand_known(queries: list[Query], asked: Asked) -> None:
    """Refuse a parameter that none of the queries has: it would be dropped in silence."""
    known = {name for query in queries if query.header for name in query.header.params}
    for name in asked.given:
        if name not in known:
            from mitigraph.queries.nearest import did_you_mean  # noqa: PLC0415 - only after a slip

            raise QueryError(f"none of these queries has a parameter '{name}'", did_you_mean(name, known))


def _answered(query: Query, graph: GraphSession, asked: Asked, format_: str, folder: Path) -> Entry:
    from mitigraph.queries.page import Entry  # noqa: PLC0415
    from mitigraph.queries.writers import suffix_of  # noqa: PLC0415

    own = asked.for_query(query)
    title = query.header.title if query.header else query.id
    try:
        own.demand(query)
        table = own.answer(query, graph)
    except QueryError as error:
        return Entry(
            query.id, title, reason=error.message.removeprefix(f"{query.id} ").removeprefix(f"{query.id}: ")
        )
    name = f"{query.id}{suffix_of(format_)}"
    write_whole(folder / name, content(table, format_))
    return Entry(query.id, title, name, len(table.rows), cut=table.cut)
