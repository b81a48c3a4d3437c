"""`mitigraph view`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mitigraph.cli.options import Options
from mitigraph.cli.output import write_whole
from mitigraph.errors import QueryError, UsageError

if TYPE_CHECKING:
    from mitigraph.graph.session import GraphSession
    from mitigraph.queries.catalog import Query
    from mitigraph.viz.projection import MultiDiGraph

CONFIDENTIAL = "warning: the page holds the exact words of interviews: treat it as confidential"
NO_WORDS = "warning: the graph holds no exact words; run 'mitigraph load --transcripts DIR' to attach them"


@click.command("view")
@click.option("--issue", help="Draw what surrounds an issue: its id or a part of its name.")
@click.option("--phase", help="Draw what occurs in a phase: its id or a part of its name.")
@click.option("--query", help="Draw what a query finds: its id in a pack, or a .cypher file.")
@click.option("--param", multiple=True, metavar="NAME=VALUE", help="A parameter of --query; repeat it.")
@click.option(
    "--packs",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="A further folder of query packs for --query.",
)
@click.option(
    "--hops",
    type=click.IntRange(1, 5),
    default=2,
    show_default=True,
    help="How far --issue follows causes back and consequences on.",
)
@click.option("--co-coded", is_flag=True, help="Also draw what was coded on one excerpt: a hint, no cause.")
@click.option("--verbatim", is_flag=True, help="Put the exact words of the excerpts into the page too.")
@click.option(
    "-o",
    "--output",
    "path",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The page to write.",
)
@click.pass_obj
def command(
    options: Options, /, path: Path, *, co_coded: bool, verbatim: bool, hops: int, **part: Any
) -> None:
    """Write a page that draws the map and opens every link to the excerpts behind it.

    The page is one file that loads nothing: open it in a browser, send it to a colleague. Without
    --issue, --phase or --query it draws everything.
    """
    from mitigraph.viz.page import render  # noqa: PLC0415 - networkx and pyvis are slow to import
    from mitigraph.viz.projection import holds_words, project, read_map  # noqa: PLC0415

    wanted = Part(**part, hops=hops)
    wanted.demand_one()
    with options.open("read") as graph:
        keys, subtitle = choose(graph, read_map(graph, co_coded=co_coded), wanted)
        drawn = project(graph, keys, co_coded=co_coded, verbatim=verbatim)
    write_whole(path, render(drawn, subtitle=subtitle, verbatim=verbatim and holds_words(drawn)))
    if drawn.graph["pending"]:
        click.echo("warning: links are still to be derived; run 'mitigraph load', then view again", err=True)
    if verbatim:
        click.echo(CONFIDENTIAL if holds_words(drawn) else NO_WORDS, err=True)
    click.echo(f"wrote {path}: {_plural(len(drawn), 'node')}, {_plural(drawn.number_of_edges(), 'link')}")


@dataclass(frozen=True)
class Part:
    """Which part of the map somebody asks for; all of it where nothing is named."""

    issue: str | None
    phase: str | None
    query: str | None
    param: tuple[str, ...]
    packs: tuple[Path, ...]
    hops: int

    def demand_one(self) -> None:
        """Refuse options that do not go together."""
        given = [f"--{name}" for name in ("issue", "phase", "query") if getattr(self, name) is not None]
        if len(given) > 1:
            raise UsageError(f"{' and '.join(given)} do not go together", "give one of them")
        if self.query is None and (self.param or self.packs):
            raise UsageError("--param and --packs belong to --query", "add --query ID, or leave them out")


def choose(graph: GraphSession, whole: MultiDiGraph, part: Part) -> tuple[set[str], str]:
    """The keys to draw and a line that says what they are.

    Raises:
        QueryError: nothing matches, or there is nothing to draw.
    """
    from mitigraph.viz.selection import around_issues, find, in_phases  # noqa: PLC0415

    if not whole:
        raise QueryError("there is nothing to draw: the graph is empty", "run 'mitigraph load' first")
    if part.issue is not None:
        issues = find(whole, "Issue", part.issue)
        return around_issues(whole, issues, part.hops), f"Around {_names(whole, issues)}"
    if part.phase is not None:
        phases = find(whole, "Phase", part.phase)
        return in_phases(whole, phases), f"What occurs in {_names(whole, phases)}"
    if part.query is not None:
        return _queried(graph, whole, part.query, part)
    return set(whole), "The whole map"


def _queried(graph: GraphSession, whole: MultiDiGraph, wanted: str, part: Part) -> tuple[set[str], str]:
    from mitigraph.queries.parameters import bind, parse_assignments  # noqa: PLC0415
    from mitigraph.viz.selection import keys_in  # noqa: PLC0415

    query = _query(wanted, part.packs)
    answer = graph.read(query.text, bind(query, parse_assignments(part.param)))
    keys = keys_in(whole, answer.rows)
    if not keys:
        rows = _plural(len(answer.rows), "row")
        message = f"there is nothing to draw: {query.id} finds {rows} without an entity or participant"
        raise QueryError(message, "let it return nodes, relationships, ids or names of them")
    return keys, query.header.title if query.header else f"What {query.path.name} finds"


def _query(wanted: str, packs: tuple[Path, ...]) -> Query:
    from mitigraph.queries.catalog import SUFFIX, catalog, read_query  # noqa: PLC0415

    if not wanted.endswith(SUFFIX):
        return catalog(packs).get(wanted)
    query, findings = read_query(Path(wanted))
    if findings:
        raise findings[0].error()
    return query


def _names(whole: MultiDiGraph, keys: list[str]) -> str:
    return ", ".join(str(whole.nodes[key]["name"]) for key in keys)


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
