"""`mitigraph agree`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mitigraph.cli.check_command import transcripts_option
from mitigraph.cli.options import Options
from mitigraph.cli.output import print_lines
from mitigraph.cli.tables import TEXT, output_options, write_table
from mitigraph.errors import UsageError

if TYPE_CHECKING:
    from mitigraph.agreement.report import By
    from mitigraph.agreement.report import Options as Compared
    from mitigraph.agreement.selection import LeftOut
    from mitigraph.loaders.study import Study

CONFIDENTIAL = "warning: this holds the exact words of interviews: treat it as confidential"


@click.command("agree")
@click.option("--coders", metavar="A,B", help="Compare these coders.  [default: all but moderators]")
@click.option(
    "--unit",
    type=click.Choice(("character", "turn", "excerpt")),
    default="character",
    show_default=True,
    help="What is compared.",
)
@click.option("--by", type=click.Choice(("code", "interview", "pair")), help="Rows for each of these too.")
@click.option("--as-written", is_flag=True, help="Keep the spellings of a code apart.")
@click.option(
    "--resamples",
    type=click.IntRange(0, 100_000),
    default=1000,
    show_default=True,
    help="Of the bootstrap; 0 gives no intervals.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of the bootstrap.")
@click.option("--disagreements", is_flag=True, help="List the places where they disagree instead.")
@transcripts_option
@click.option("--verbatim", is_flag=True, help="List these with their exact words; needs --transcripts.")
@output_options
@click.pass_obj
def command(
    options: Options,
    /,
    coders: str | None,
    by: By | None,
    disagreements: bool,
    transcripts: Path | None,
    verbatim: bool,
    format_: str,
    output: Path | None,
    **how: Any,
) -> None:
    """Show how much coders agree: percent, kappas, PABAK, AC1 and alphas with bootstrap intervals.

    Codes of complete codings are compared on what the interviewee says: on each character, turn or excerpt.
    What cannot be compared is named as left out. docs/agreement.md says which figure to report when. With
    --disagreements -o sheet.csv you get a sheet for the session that settles them.
    """
    from mitigraph.agreement.report import Options as Compared  # noqa: PLC0415 - numpy is slow to import
    from mitigraph.loaders.load import checked_study, demand_sound  # noqa: PLC0415

    _demand_consent(disagreements=disagreements, verbatim=verbatim, transcripts=transcripts, by=by)
    compared = Compared(coders=_names(coders), by=by or "", **how)
    study = checked_study(options.study, transcripts)
    demand_sound(study)
    if disagreements:
        _disagreements(study, compared, format_, output, verbatim=verbatim)
    else:
        _agreement(study, compared, format_, output)


def _demand_consent(*, disagreements: bool, verbatim: bool, transcripts: Path | None, by: str | None) -> None:
    """Refuse options that would do nothing."""
    if verbatim and not disagreements:
        raise UsageError("--verbatim is for --disagreements", "add it, or leave --verbatim out")
    if verbatim and transcripts is None:
        raise UsageError("--verbatim needs the interviews' words", "give --transcripts DIR")
    if disagreements and by:
        raise UsageError("--by is for figures, not for --disagreements", "leave one of the two out")


def _names(coders: str | None) -> tuple[str, ...]:
    if coders is None:
        return ()
    names = tuple(name.strip() for name in coders.split(",") if name.strip())
    if len(names) < 2:
        raise UsageError(f"--coders '{coders}' names fewer than two coders", "write --coders A,B")
    return names


def _agreement(study: Study, compared: Compared, format_: str, output: Path | None) -> None:
    from mitigraph.agreement.report import COLUMNS, agreement  # noqa: PLC0415
    from mitigraph.cli.agree_text import lines  # noqa: PLC0415

    found = agreement(study, compared)
    if format_ == TEXT and output is None:
        print_lines(lines(found))
        return
    _say_left_out(found.selection.left_out)
    write_table([row.row() for row in found.rows], format_, output, COLUMNS)


def _disagreements(
    study: Study, compared: Compared, format_: str, output: Path | None, *, verbatim: bool
) -> None:
    from mitigraph.agreement.disagreements import COLUMNS, WORDS, disagreements  # noqa: PLC0415
    from mitigraph.cli.agree_text import lines_of_disagreements  # noqa: PLC0415

    chosen, found = disagreements(study, compared, verbatim=verbatim)
    _say_left_out(chosen.left_out)
    if any(each.text for each in found):
        click.echo(CONFIDENTIAL, err=True)
    if verbatim:
        _say_what_is_missing({each.interview for each in found if not each.text})
    if format_ == TEXT and output is None:
        print_lines(lines_of_disagreements(chosen.coders, found))
        return
    columns = (*COLUMNS, WORDS) if verbatim else COLUMNS
    write_table([each.row(verbatim=verbatim) for each in found], format_, output, columns)


def _say_left_out(left_out: tuple[LeftOut, ...]) -> None:
    from mitigraph.agreement.selection import lines_of_left_out  # noqa: PLC0415

    for line in lines_of_left_out(left_out):
        click.echo(f"left out: {line}", err=True)


def _say_what_is_missing(interviews: set[str]) -> None:
    for interview in sorted(interviews):
        click.echo(f"no exact words are at hand for interview {interview}", err=True)
