"""`mitigraph query new` and `mitigraph query export`: queries of one's own, and for other programs."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mitigraph.cli.options import Options
from mitigraph.cli.output import write_whole
from mitigraph.cli.packs import catalog_of, complete_query, packs_option
from mitigraph.errors import UsageError
from mitigraph.loaders.wording import plural
from mitigraph.settings import PACKS_FOLDER

if TYPE_CHECKING:
    from mitigraph.queries.catalog import Query

ID = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*")
TARGETS = ("neo4j-browser", "markdown", "json")


@click.command("new")
@click.argument("query_id", metavar="PACK/NAME")
@click.option(
    "--packs",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder of packs to write into.  [default: the study's folder 'queries']",
)
@click.pass_obj
def new(options: Options, /, query_id: str, packs: Path | None) -> None:
    """Write a commented query and its test, to be changed into one of your own."""
    if not ID.fullmatch(query_id):
        hint = "name it as pack/name: small letters, digits and hyphens, as in mine/rare-issues"
        raise UsageError(f"'{query_id}' is no id of a query", hint)
    if packs is None:
        options.demand_study()
    folder = packs or options.study / PACKS_FOLDER
    taken = catalog_of(options, ()).files
    paths = [folder / f"{query_id}{suffix}" for suffix in (".cypher", ".test.yaml")]
    for path in paths:
        if path.exists() or query_id in taken:
            raise UsageError(f"{path}: there is a query '{query_id}' already", "choose another name")
    templates = resources.files("mitigraph.queries").joinpath("templates")
    for path, name in zip(paths, ("new.cypher", "new.test.yaml"), strict=True):
        write_whole(path, templates.joinpath(name).read_text(encoding="utf-8"))
        click.echo(f"wrote {path}")
    where = f" --packs {packs}" if packs else ""
    click.echo(f"change both, then run: mitigraph query test {query_id}{where}", err=True)


@click.command("export")
@click.argument("ids", metavar="[ID|PACK]...", nargs=-1, shell_complete=complete_query)
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="What the queries are for.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="The file to write, of neo4j-browser the folder.  [default: stdout]",
)
@packs_option
@click.pass_obj
def export(
    options: Options, /, ids: tuple[str, ...], target: str, output: Path | None, packs: tuple[Path, ...]
) -> None:
    """Write queries for another program; all of them if none is named.

    For neo4j-browser a folder of files, to be dragged onto its list of saved queries; for markdown one page
    with parameters, columns and Cypher; for json a list with all that the headers say.
    """
    from mitigraph.queries.exporting import as_json, as_markdown  # noqa: PLC0415 - slow to import

    queries = catalog_of(options, packs).choose(ids)
    if target == "neo4j-browser":
        _export_files(queries, output)
        return
    text = as_json(queries) if target == "json" else as_markdown(queries)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
        click.echo(f"wrote {plural(len(queries), 'query')} to {output}", err=True)


def _export_files(queries: list[Query], folder: Path | None) -> None:
    from mitigraph.queries.exporting import for_browser  # noqa: PLC0415

    if folder is None:
        raise UsageError("--to neo4j-browser writes a folder of files", "add -o DIR")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file, and --to neo4j-browser writes a folder", "name a folder")
    for query in queries:
        write_whole(folder / f"{query.id.replace('/', '_')}.cypher", for_browser(query))
    click.echo(
        f"wrote {plural(len(queries), 'file')} to {folder}: drag them onto Neo4j Browser's saved queries",
        err=True,
    )
