"""The command line's root: options that every command shares, commands loaded when they are called.

Nothing heavy is imported here: `mitigraph --help` must answer at once.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from mitigraph import __version__
from mitigraph.cli.options import Options
from mitigraph.errors import MitigraphError, UsageError

# command: (module of mitigraph.cli, its line in --help); the module holds a function of the command's name
COMMANDS = {
    "init": "Make a new study: commented files that check accepts.",
    "import": "Turn interviews and coded exports into the study's standoff files.",
    "check": "List everything that is wrong or doubtful in the study.",
    "plan": "Show what a load would create, change and remove.",
    "load": "Bring the graph in line with the study.",
    "status": "Show the database, what it holds and the last loads.",
    "coverage": "Show how much of each interview each coder coded, and why the rest was left.",
    "agree": "Show how much the coders agree, and list where they do not.",
    "evidence": "Show the excerpts behind an entity or a link.",
    "query": "List, show, run and test the queries of the packs.",
    "view": "Write an interactive page of the graph.",
    "schema": "Print the graph's schema.",
    "completion": "Print what a shell needs to complete commands and parameters.",
    "db": "Keep the embedded database open for other programs.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return its click command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"mitigraph.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, but an unknown command names the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415 - only on a typo

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "run 'mitigraph --help' for the commands"
            raise UsageError(f"no such command: '{args[0]}'", hint)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="mitigraph")
@click.option(
    "--study",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    envvar="MITIGRAPH_STUDY",
    help="Folder of the study.  [default: this folder]",
)
@click.option(
    "--uri", envvar="MITIGRAPH_URI", help="Use this Neo4j server instead of the study's own database."
)
@click.option("--user", envvar="MITIGRAPH_USER", help="User at the server.  [default: neo4j]")
@click.option(
    "--database", envvar="MITIGRAPH_DATABASE", help="Database at the server.  [default: the user's own]"
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="MITIGRAPH_PASSWORD_FILE",
    help="File with the server's password; else MITIGRAPH_PASSWORD, else you are asked.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def cli(ctx: click.Context, /, study: Path, **rest: Any) -> None:
    """A graph of quality issues in machine-learning systems, built from coded interviews.

    Every link in the graph opens to the excerpts behind it, and nothing in a file is lost in silence.

    Start with 'mitigraph init DIR', bring in interviews with 'mitigraph import', then 'mitigraph load'.
    """
    ctx.obj = Options(study=study, **rest)


def main() -> None:
    """Run the command line; every failure ends in two lines and an exit code."""
    debug = "--debug" in sys.argv or bool(os.environ.get("MITIGRAPH_DEBUG"))
    try:
        code = cli.main(args=_move_debug(sys.argv[1:]), prog_name="mitigraph", standalone_mode=False)
    except click.exceptions.Abort:
        fail("stopped", "nothing was left half-written; run the command again", 1)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        sys.exit(2)
    except click.UsageError as error:
        help_of = error.ctx.command_path if error.ctx else "mitigraph"
        fail(error.format_message(), f"run '{help_of} --help' for the usage", 2)
    except click.ClickException as error:
        fail(error.format_message(), "run 'mitigraph --help' for the usage", 1)
    except MitigraphError as error:
        if debug:
            raise
        fail(error.message, error.hint, error.exit_code)
    except OSError as error:
        if debug:
            raise
        fail(*_system_words(error), 1)
    except Exception as error:
        if debug:
            raise
        fail(
            f"an error that mitigraph did not expect: {type(error).__name__}",
            "run it again with --debug and report what it prints",
            1,
        )
    sys.exit(code if isinstance(code, int) else 0)


def _move_debug(arguments: list[str]) -> list[str]:
    """Let --debug stand anywhere on the line: people add it at the end."""
    if "--debug" not in arguments:
        return arguments
    return ["--debug", *(argument for argument in arguments if argument != "--debug")]


def _system_words(error: OSError) -> tuple[str, str]:
    where = f"{error.filename}: " if error.filename else ""
    reason = (error.strerror or type(error).__name__).lower()
    hint = {
        28: "free some space and run the command again; nothing was left half-written",
        13: "check who may read and write there",
        2: "check the path",
    }.get(error.errno or 0, "mend that and run the command again")
    return f"{where}{reason}", hint


def fail(message: str, hint: str, code: int) -> None:
    """Print the two lines of an error and end the process with its exit code."""
    click.echo(f"error: {message}", err=True)
    click.echo(f"  {hint}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
