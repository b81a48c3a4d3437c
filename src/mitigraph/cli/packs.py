"""The packs that a command works on, and what the shell offers for their names and parameters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from mitigraph.cli.options import Options

if TYPE_CHECKING:
    from mitigraph.graph.names import Named
    from mitigraph.queries.catalog import Catalog, Query
    from mitigraph.queries.header import Parameter

packs_option = click.option(
    "--packs",
    type=click.Path(path_type=Path, file_okay=False),
    multiple=True,
    metavar="DIR",
    help="A folder of packs of your own, beside the project's and the study's; may be given several times.",
)


def catalog_of(options: Options, packs: tuple[Path, ...]) -> Catalog:
    """The project's packs, those in the study's own folder, and those of --packs."""
    from mitigraph.queries.catalog import catalog  # noqa: PLC0415 - what a query needs is slow to import

    return catalog(packs, options.study)


# --- what the shell offers ----------------------------------------------------------------------------


def complete_query(ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Ids of queries that begin with what is typed, each with its question."""
    return [
        CompletionItem(query.id, help=query.header.title if query.header else None)
        for query in _quietly(ctx, lambda id_: id_.startswith(typed))
    ]


def complete_parameter(ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Names of the query's parameters; after the ``=``, what is allowed, or ids of the graph."""
    # An option that still waits for its value leaves the words before it unparsed.
    words = {ctx.params.get("what"), *ctx.args}
    query = next(iter(_quietly(ctx, words.__contains__)), None)
    if query is None or query.header is None:
        return []
    name, equals, value = typed.partition("=")
    if not equals:
        names = [each for each in query.header.params if each.startswith(name)]
        return [CompletionItem(f"{each}=", help=query.header.params[each].help) for each in names]
    parameter = query.header.params.get(name)
    return [] if parameter is None else _values(ctx, name, parameter, value)


def _values(ctx: click.Context, name: str, parameter: Parameter, typed: str) -> list[CompletionItem]:
    """Of a list, what is typed after the last semicolon is completed."""
    before, semicolon, last = typed.rpartition(";") if parameter.type == "strings" else ("", "", typed)
    found: list[tuple[str, str | None]]
    if parameter.choices:
        found = [(choice, None) for choice in parameter.choices if choice.startswith(last)]
    elif parameter.type == "boolean":
        found = [(word, None) for word in ("true", "false") if word.startswith(last)]
    else:
        found = [(node.id, node.name) for node in _named(ctx, parameter.entity, last)]
    return [CompletionItem(f"{name}={before}{semicolon}{value}", help=help_) for value, help_ in found]


def _named(ctx: click.Context, labels: tuple[str, ...], typed: str) -> list[Named]:
    """The nodes whose id begins with what is typed; where none does, those that a part of it may mean."""
    options = _options(ctx)
    if not labels or not options.has_database():
        return []
    from mitigraph.graph.names import read_named  # noqa: PLC0415
    from mitigraph.queries.resolving import candidates  # noqa: PLC0415

    try:
        with options.open("read") as graph:
            named = read_named(graph.read, labels)
    except Exception:  # whatever is wrong, a shell that waits for words gets none
        return []
    return [node for node in named if node.id.casefold().startswith(typed.casefold())] or candidates(
        named, typed
    )


def _quietly(ctx: click.Context, wanted: Callable[[str], bool]) -> list[Query]:
    """The queries whose ids are wanted; a shell that waits for words reads no other header."""
    try:
        catalog = catalog_of(_options(ctx), tuple(ctx.params.get("packs") or ()))
        return [catalog.get(id_) for id_ in catalog.files if wanted(id_)]
    except Exception:
        return []


def _options(ctx: click.Context) -> Options:
    """The options before the command; while the shell asks, no command has run that would have kept them."""
    root = ctx.find_root()
    if isinstance(root.obj, Options):
        return root.obj
    known = {name: value for name, value in root.params.items() if name in Options.__dataclass_fields__}
    return Options(**{**known, "study": known.get("study") or Path()})
