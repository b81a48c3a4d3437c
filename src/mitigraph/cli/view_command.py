"""`mitigraph view`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mitigraph.cli.options import Options
from mitigraph.cli.output import write_whole
from mitigraph.cli.packs import packs_option
from mitigraph.cli.view_parts import Part, choose
from mitigraph.loaders.wording import plural

CONFIDENTIAL = "warning: the page holds the exact words of interviews: treat it as confidential"
NO_WORDS = "warning: the graph holds no exact words; run 'mitigraph load --transcripts DIR' to attach them"


@click.command("view")
@click.option("--issue", help="Draw what surrounds an issue: its id or a part of its name.")
@click.option("--phase", help="Draw what occurs in a phase: its id or a part of its name.")
@click.option("--query", help="Draw what a query finds: its id in a pack, or a .cypher file.")
@click.option(
    "--subgraph",
    metavar="FILE|-",
    help="Draw what 'mitigraph query run ID --view graph --format json' wrote.",
)
@click.option("--param", "-p", multiple=True, metavar="NAME=VALUE", help="A parameter of --query; repeat it.")
@packs_option
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
    --issue, --phase, --query or --subgraph it draws everything.
    """
    from mitigraph.viz.page import render  # noqa: PLC0415 - networkx and pyvis are slow to import
    from mitigraph.viz.projection import holds_words, project, read_map  # noqa: PLC0415

    wanted = Part(**part, hops=hops)
    wanted.demand_one()
    with options.open("read") as graph:
        chosen = choose(options, graph, read_map(graph, co_coded=co_coded), wanted)
        drawn = project(graph, chosen.keys, links=chosen.links, co_coded=co_coded, verbatim=verbatim)
    write_whole(path, render(drawn, subtitle=chosen.subtitle, verbatim=verbatim and holds_words(drawn)))
    if drawn.graph["pending"]:
        click.echo("warning: links are still to be derived; run 'mitigraph load', then view again", err=True)
    if verbatim:
        click.echo(CONFIDENTIAL if holds_words(drawn) else NO_WORDS, err=True)
    click.echo(f"wrote {path}: {plural(len(drawn), 'node')}, {plural(drawn.number_of_edges(), 'link')}")
