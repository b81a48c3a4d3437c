"""`mitigraph import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mitigraph.cli.options import Options
from mitigraph.cli.output import print_lines, progress
from mitigraph.errors import UsageError

if TYPE_CHECKING:
    from mitigraph.loaders.importing import Assignment, Imported
    from mitigraph.loaders.records import Export, Transcript
    from mitigraph.loaders.study import Study


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--interview", help="Id of the interview.  [default: told by the title or the file name]")
@click.option("--participant", help="Id of the participant.  [default: known from interviews.csv]")
@click.option("--coder", help="Who coded.  [default: told by the title or the file name]")
@click.option(
    "--role",
    type=click.Choice(["coder", "moderator"]),
    help="The coder's role.  [default: as before, else coder]",
)
@click.option(
    "--transcripts",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="MITIGRAPH_TRANSCRIPTS",
    help="Folder of the interviews' files, for a file whose words differ from its interview's transcript.",
)
@click.option(
    "--differences",
    is_flag=True,
    help="List every difference in the words; confidential words on the screen.",
)
@click.pass_obj
def command(
    options: Options,
    files: tuple[Path, ...],
    interview: str | None,
    participant: str | None,
    coder: str | None,
    role: str | None,
    transcripts: Path | None,
    differences: bool,
) -> None:
    """Turn interviews and coded exports into the study's standoff files.

    Takes Delve's PDF exports, text and markdown conversions of them, and raw transcripts. What the file
    does not tell is asked for on a terminal. Import the file again after a change: paraphrases that people
    wrote are kept. Then run 'mitigraph load'.
    """
    exports = _read(options, files)
    _demand_one("--interview", interview, {export.interview for export in exports})
    _demand_one("--coder", coder, {export.coder for export in exports})
    _demand_one("--participant", participant, {export.interview for export in exports})
    shelf = _shelf(options, exports, files, transcripts)
    told = {"interview": interview, "participant": participant, "coder": coder, "role": role}
    assignments = _assign_all(options, exports, told)
    with progress("importing", len(exports)) as step:
        for export, whose in assignments:
            _import(options, export, whose, shelf, differences=differences)
            step(export.file)


def _read(options: Options, files: tuple[Path, ...]) -> list[Export]:
    """All files, PDFs first: their words are the most exact, so they become the transcript.

    Their labels are certain too, so they help to tell labels from speech in the text files after them.
    """
    from mitigraph.loaders.readers.identify import read  # noqa: PLC0415
    from mitigraph.loaders.records import Context  # noqa: PLC0415
    from mitigraph.loaders.study import read_study  # noqa: PLC0415

    codes = set(read_study(options.study).canonical)
    exports = []
    with progress("reading", len(files)) as step:
        for path in sorted(files, key=lambda path: path.suffix.lower() != ".pdf"):
            exports.append(read(path, Context(frozenset(codes))))
            if path.suffix.lower() == ".pdf":
                codes |= {code for application in exports[-1].applications for code in application.codes}
            step(path.name)
    return exports


def _demand_one(option: str, given: str | None, told: set[str | None]) -> None:
    """One value for several files whose names tell that they need several is a slip."""
    names = sorted(filter(None, told))
    if given and len(names) > 1:
        raise UsageError(
            f"{option} {given} for files of {', '.join(names)}",
            f"import the files of one of them at a time, or leave {option} out",
        )


def _shelf(
    options: Options, exports: list[Export], files: tuple[Path, ...], folder: Path | None
) -> list[Transcript]:
    """The transcripts at hand: of these files, as they read now and as they read when first imported."""
    from mitigraph.loaders.readers.identify import read  # noqa: PLC0415
    from mitigraph.loaders.records import Context  # noqa: PLC0415
    from mitigraph.loaders.study import read_study  # noqa: PLC0415
    from mitigraph.loaders.tables import file_sha256  # noqa: PLC0415
    from mitigraph.loaders.transcripts import labels_of, read_shelf  # noqa: PLC0415

    study = read_study(options.study)
    known = labels_of(study)
    at_hand = [export.transcript for export in exports]
    # Only text files: a PDF reads the same with any codes, and takes a second.
    for path in (path for path in files if path.suffix.lower() != ".pdf"):
        labels = known.get(file_sha256(path))
        at_hand += [] if labels is None else [read(path, Context(labels)).transcript]
    if folder:
        at_hand += [export.transcript for export in read_shelf(folder, study).exports]
    return at_hand


def _assign_all(
    options: Options, exports: list[Export], told: dict[str, str | None]
) -> list[tuple[Export, Assignment]]:
    """Whose each file is; what was asked about an interview once is not asked again."""
    from mitigraph.loaders.study import read_study  # noqa: PLC0415

    study = read_study(options.study)
    people: dict[str, str] = {}
    assignments = []
    for export in exports:
        whose = _assign(study, export, told, people)
        people[whose.interview] = whose.participant
        assignments.append((export, whose))
    return assignments


def _assign(study: Study, export: Export, told: dict[str, str | None], people: dict[str, str]) -> Assignment:
    from mitigraph.loaders.importing import Assignment  # noqa: PLC0415

    interview = told["interview"] or export.interview or _ask(export, "--interview", "which interview it is")
    known = study.interview.get(interview)
    participant = told["participant"] or (known.participant if known else people.get(interview))
    participant = participant or _ask(export, "--participant", f"who gave interview {interview}")
    coder = told["coder"] or export.coder or ""
    if export.carries_codes and not coder:
        coder = _ask(export, "--coder", "who coded it")
    return Assignment(interview, participant, coder, told["role"] or _role(study, coder))


def _role(study: Study, coder: str) -> str:
    """The coder's role elsewhere in the study; a coder where there is none."""
    return next((located.row.role for located in study.codings if located.row.coder == coder), "coder")


def _ask(export: Export, option: str, question: str) -> str:
    if not sys.stdin.isatty():
        raise UsageError(
            f"{export.file}: neither its name nor its content tells {question}", f"give {option}"
        )
    answer: str = click.prompt(f"{export.file}: {question}? ({option})", err=True)
    return answer.strip()


def _import(
    options: Options, export: Export, whose: Assignment, shelf: list[Transcript], *, differences: bool
) -> None:
    from mitigraph.loaders.importing import import_export  # noqa: PLC0415
    from mitigraph.loaders.report import source_lines  # noqa: PLC0415

    imported = import_export(options.study, export, whose, shelf)
    print_lines(source_lines(imported.source))
    print_lines(f"  {line}" for line in _merged_lines(imported, whose))
    if differences:
        for found in imported.differences:
            click.echo(f"  {found.place}: {found.kind.value}: {found.there!r} -> {found.here!r}")


def _merged_lines(imported: Imported, whose: Assignment) -> list[str]:
    merged = imported.merged
    lines = [f"interview {whose.interview}, participant {whose.participant}"]
    if whose.coder:
        lines[0] += f", {whose.role} {whose.coder}"
    if imported.became_transcript:
        lines.append("its words are the interview's transcript from now on")
    if merged.added or merged.confirmed or merged.refined or merged.removed:
        lines.append(
            f"codes on excerpts: {merged.added} new, {merged.confirmed} as before, "
            f"{merged.refined} made exact, {len(merged.removed)} gone"
        )
    lines += [f"gone: {row.start_turn}:{row.start_char}: {row.codes[0]}" for row in merged.removed]
    lines += [f"its excerpt is gone, and with it the paraphrase: {row.paraphrase}" for row in merged.orphaned]
    lines += [
        f"new code '{code}' added to codebook.csv as 'context': set its kind"
        + (f", or {hint}" if hint else "")
        for code, hint in imported.new_codes
    ]
    return lines
