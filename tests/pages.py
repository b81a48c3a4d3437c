"""The generated pages of docs/: `python -m tests.pages` writes them; a test holds them current."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from mitigraph.cli.main import cli
from mitigraph.graph import schema_page
from mitigraph.graph.backends import open_graph
from mitigraph.loaders import format_page
from mitigraph.loaders.load import Request, load
from mitigraph.queries.catalog import catalog
from mitigraph.queries.reference import reference
from mitigraph.queries.runner import run
from mitigraph.settings import EmbeddedTarget
from tests.conftest import ROOT

_COMMANDS = """# The command line

Generated from the commands' own help by `scripts/docs`.

Results go to stdout, everything about the run to stderr. Exit codes: 0 done, 1 the input or the query is
wrong, 2 usage, 3 the database, 4 a check did not pass.
"""


def commands_page() -> str:
    """docs/commands.md: the help of every command."""
    sections = [_COMMANDS, *(section for section in _sections(cli, "mitigraph"))]
    return "\n".join(sections)


def _sections(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    with command.make_context(
        name.rsplit(maxsplit=1)[-1], [], parent, resilient_parsing=True, terminal_width=100
    ) as context:
        help_text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
        yield f"## {name}\n\n```\n{help_text}\n```\n"
        if isinstance(command, click.Group):
            for child in command.list_commands(context):
                found = command.get_command(context, child)
                assert found is not None
                yield from _sections(found, f"{name} {child}", context)


def packs_page() -> str:
    """docs/query-packs.md: every query with its answer on the project's own study."""
    queries = catalog().all()
    with TemporaryDirectory() as folder, open_graph(EmbeddedTarget(Path(folder)), "write") as graph:
        load(graph, Request(ROOT / "transcripts"))
        answers = {
            query.id: run(query, graph, query.header.example if query.header else {}) for query in queries
        }
    return reference(queries, answers=answers)


PAGES: dict[str, Callable[[], str]] = {
    "schema.md": schema_page.as_markdown,
    "study-format.md": format_page.as_markdown,
    "commands.md": commands_page,
    "query-packs.md": packs_page,
}


def main() -> None:
    """Write every page."""
    for name, make in PAGES.items():
        (ROOT / "docs" / name).write_text(make(), encoding="utf-8")
        click.echo(f"wrote docs/{name}")


if __name__ == "__main__":
    main()
