"""`mitigraph coverage`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mitigraph.cli.check_command import transcripts_option
from mitigraph.cli.options import Options
from mitigraph.cli.output import print_lines
from mitigraph.cli.tables import TEXT, output_options, write_table
from mitigraph.errors import UsageError
from mitigraph.loaders.wording import plural

if TYPE_CHECKING:
    from mitigraph.loaders.accounting import Coverage


@click.command("coverage")
@click.option("--interview", "-i", multiple=True, help="Only this interview; may be given several times.")
@click.option("--coder", "-c", multiple=True, help="Only this coder; may be given several times.")
@transcripts_option
@output_options
@click.pass_obj
def command(
    options: Options,
    interview: tuple[str, ...],
    coder: tuple[str, ...],
    transcripts: Path | None,
    format_: str,
    output: Path | None,
) -> None:
    """Show what became of each interview's speech under each coder: coded, or left for a reason.

    Speech is what the interviewee and unknown speakers say. Words are counted exactly with --transcripts;
    without it, those of sentences that are coded in part are estimated from their characters.
    """
    from mitigraph.loaders.accounting import coverage  # noqa: PLC0415 - heavy for --help
    from mitigraph.loaders.load import checked_study, demand_sound  # noqa: PLC0415

    study = checked_study(options.study, transcripts)
    demand_sound(study)
    rows = coverage(study)
    if not rows:
        raise UsageError(
            f"{options.study}: the study has no interview yet", "import one: mitigraph import FILE"
        )
    _demand_known("interview", interview, {row.interview for row in rows})
    _demand_known("coder", coder, {row.coder for row in rows})
    chosen = [
        row
        for row in rows
        if (not interview or row.interview in interview) and (not coder or row.coder in coder)
    ]
    if not chosen:
        raise UsageError("no coder named coded an interview named", "leave one of the two options out")
    if format_ == TEXT and output is None:
        print_lines(line for row in chosen for line in _lines(row))
    else:
        write_table([row.row() for row in chosen], format_, output)


def _demand_known(what: str, given: tuple[str, ...], known: set[str]) -> None:
    from mitigraph.loaders.findings import nearest  # noqa: PLC0415

    for name in given:
        if name not in known:
            hint = nearest(name, known) or f"there is: {', '.join(sorted(known)) or 'none'}"
            raise UsageError(f"--{what} {name}: nothing in codings.csv has it", hint)


def _lines(row: Coverage) -> Iterator[str]:
    """A block of lines for people."""
    from mitigraph.loaders.accounting import NEITHER, NOBODY  # noqa: PLC0415

    if row.coder == NOBODY:
        yield f"interview {row.interview}: nobody has coded it"
    else:
        counts = "counts" if row.counts else "does not count"
        yield f"interview {row.interview} by {row.coder} ({row.role}, {row.status}, {counts})"
    turns = plural(row.turns, "turn") if row.turns is not None else "turns unknown"
    if row.words is None:
        yield f"  {turns}; words unknown: give --transcripts DIR, or import the interview's file again"
        yield f"  {plural(row.excerpts, 'excerpt')}, {plural(row.codes, 'code application')}"
    else:
        about = "about " if row.estimated and row.excerpts else ""
        yield f"  {turns}, {plural(row.words, 'word')} of interviewee and unknown speakers"
        yield (
            f"  under excerpts: {about}{_part(row.under_excerpts, row.words)} in "
            f"{plural(row.excerpts, 'excerpt')}, {plural(row.codes, 'code application')}"
        )
        reasons = [(words, reason) for reason, words in row.without_code.items() if reason != NEITHER]
        for words, reason in sorted(reasons, key=lambda each: (-each[0], each[1])):
            yield f"  without code, {reason}: {_part(words, row.words)}"
        yield f"  neither coded nor listed: {_part(row.neither, row.words)}"
    yield f"  {plural(sum(row.statements.values()), 'statement')}{_statements(row)}"
    yield ""


def _part(words: int, whole: int) -> str:
    share = f" ({words / whole:.1%})" if whole else ""
    return f"{words:,}{share}"


def _statements(row: Coverage) -> str:
    """``: stated 120 (denied 8, unclear 2), inferred 20``."""
    from mitigraph.loaders.formats import BASES  # noqa: PLC0415

    parts = []
    for basis in BASES:
        of_basis = {p: n for (b, p), n in row.statements.items() if b == basis}
        if of_basis:
            beside = ", ".join(f"{p} {of_basis[p]}" for p in ("denied", "unclear") if of_basis.get(p))
            parts.append(f"{basis} {sum(of_basis.values())}{f' ({beside})' if beside else ''}")
    return f": {', '.join(parts)}" if parts else ""
