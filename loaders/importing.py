"""Turning an interview's file into the study's standoff files.

The first file of an interview gives its transcript: later ones are the same words, or are aligned to it.
Nothing of the words is stored: anchors, hashes and the account of every line or block are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mitigraph.errors import FindingsError, InputError, UsageError
from mitigraph.loaders.excerpts import text_at, text_sha256
from mitigraph.loaders.findings import Severity, nearest
from mitigraph.loaders.formats import (
    CodeRow,
    CodingRow,
    ExcerptRow,
    InterviewRow,
    LeftOver,
    ParticipantRow,
    Row,
    SentenceRow,
    SourceFile,
)
from mitigraph.loaders.merging import Found, Merged, merge
from mitigraph.loaders.readers.alignment import Difference, align
from mitigraph.loaders.records import Anchor, Application, Export, Remark, Role, Taken, Transcript
from mitigraph.loaders.speech import sentence_rows
from mitigraph.loaders.study import Study, read_study, source_path, speech_path
from mitigraph.loaders.tables import read_text
from mitigraph.loaders.writing import csv_text, with_row, write_all, yaml_text

HASH_DIGITS = 16
_NAME = re.compile(r"[\w.+-]+")  # as formats.Name


@dataclass(frozen=True)
class Assignment:
    """Whose a file is: what the name and the content tell, or what the user said."""

    interview: str
    participant: str
    coder: str = ""  # '' where the file is a transcript only
    role: str = "coder"


@dataclass
class Imported:
    """What an import wrote, and what a person should know of it."""

    source: SourceFile
    files: tuple[str, ...]
    merged: Merged
    differences: tuple[Difference, ...] = ()  # holds interview speech: for the screen, never for a file
    new_codes: tuple[tuple[str, str], ...] = ()  # code, hint
    became_transcript: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Placed:
    """An export's applications with anchors into the interview's transcript."""

    transcript: Transcript
    applications: tuple[Application, ...]
    unplaced: tuple[Remark, ...] = ()
    differences: tuple[Difference, ...] = ()


def import_export(
    folder: Path, export: Export, whose: Assignment, at_hand: Iterable[Transcript] = ()
) -> Imported:
    """Write what one file says into the study's files; nothing is half-written.

    Args:
        folder: the study.
        export: the file as its reader found it.
        whose: interview, participant, coder and role.
        at_hand: transcripts among which the interview's own is looked for, if the file's words differ.

    Raises:
        UsageError: the interview's transcript is needed and not at hand.
        InputError: the file has no words in common with the interview's transcript.
    """
    study = read_study(folder)
    _demand_readable(study, export, whose)
    _demand_participant(study, whose)
    placed = _place(study, export, whose, at_hand)
    step = _Step(study, export, whose, placed, _merged(study, export, whose, placed))
    source, new_codes = _source(export, whose, placed), _new_codes(study, export)
    files = _files(step, source, [code for code, _ in new_codes])
    write_all(folder, files)
    first = not _known_hash(study, whose.interview)
    return Imported(source, tuple(files), step.merged, placed.differences, new_codes, first)


@dataclass(frozen=True)
class _Step:
    """One import: the study before it, the file, whose it is, where its codes stand, and the merged rows."""

    study: Study
    export: Export
    whose: Assignment
    placed: _Placed
    merged: Merged


def _demand_readable(study: Study, export: Export, whose: Assignment) -> None:
    """Refuse to rewrite a file that was not read whole, and names that the format cannot hold."""
    for what in ("interview", "participant", "coder"):
        name = getattr(whose, what)
        if name and not _NAME.fullmatch(name):
            message = f"the {what} '{name}' has characters that an id cannot have"
            raise UsageError(message, f"give --{what} with letters, digits, '.', '_', '+' and '-' only")
    rewritten = {"codebook.csv", "participants.csv", "interviews.csv", "codings.csv"}
    rewritten |= {_coding_file(study, whose)} if whose.coder else set()
    for finding in study.findings.of(Severity.ERROR):
        if finding.file in rewritten:
            hint = f"{finding.hint or 'mend it'}, then import again"
            raise FindingsError(f"{finding.place}: {finding.message}", hint)
    for name in (export.file, *(code for each in export.applications for code in each.codes)):
        if ";" in name:
            hint = "rename it: ';' separates names in the cells of a study"
            raise InputError(f"{export.file}: '{name}' has a ';'", hint)
    known = study.sources.get(export.file)
    if known and (known.interview, known.coder) != (whose.interview, whose.coder):
        raise UsageError(
            f"{export.file}: a file of this name was imported for interview '{known.interview}' already",
            "rename the file, so that both can be told apart",
        )


def _demand_participant(study: Study, whose: Assignment) -> None:
    known = study.interview.get(whose.interview)
    if known and known.participant != whose.participant:
        raise UsageError(
            f"--participant {whose.participant}: interview '{whose.interview}' was given by "
            f"'{known.participant}'",
            "leave --participant out, or change the row in interviews.csv",
        )


def _known_hash(study: Study, interview: str) -> str:
    row = study.interview.get(interview)
    return row.transcript_sha256 if row else ""


def _place(study: Study, export: Export, whose: Assignment, at_hand: Iterable[Transcript]) -> _Placed:
    known = _known_hash(study, whose.interview)
    if not known or export.transcript.sha256.startswith(known):
        return _Placed(export.transcript, export.applications)
    transcript = next((found for found in at_hand if found.sha256.startswith(known)), None)
    if transcript is None:
        raise UsageError(
            f"{export.file}: its words differ from the transcript of interview '{whose.interview}', "
            "which is not at hand",
            f"give the folder of {_first_file(study, whose.interview)}, as it was then, with --transcripts",
        )
    alignment = align(export, transcript)
    if export.applications and not alignment.applications:
        raise InputError(
            f"{export.file}: only {alignment.similarity:.0%} of its words are those of "
            f"interview '{whose.interview}'",
            "name the right interview with --interview",
        )
    unplaced = tuple(remark for _, remark in alignment.unplaced)
    return _Placed(transcript, alignment.applications, unplaced, alignment.differences)


def _first_file(study: Study, interview: str) -> str:
    """The file that gave the interview its transcript."""
    row = study.interview.get(interview)
    return f"'{row.sources[0]}'" if row and row.sources else "the file of its first import"


def _merged(study: Study, export: Export, whose: Assignment, placed: _Placed) -> Merged:
    rows = [located.row for located in study.excerpts.get((whose.interview, whose.coder), [])]
    return merge(rows, _found(placed), export.file, study.canonical)


def _found(placed: _Placed) -> Iterable[Found]:
    for application in placed.applications:
        text = text_at(placed.transcript, application.anchor) or ""
        digest = text_sha256(text)[:HASH_DIGITS]
        speaker = _speaker(placed.transcript, application.anchor)
        for code in application.codes:
            yield Found(application.anchor, code, application.extent.value, digest, speaker)


def _speaker(transcript: Transcript, anchor: Anchor) -> str:
    """The excerpt's speaker: the interviewee if any turn is, else unknown if any is, else the interviewer."""
    roles = {turn.role for turn in transcript.turns[anchor.start_turn - 1 : anchor.end_turn]}
    for role in (Role.INTERVIEWEE, Role.UNKNOWN):
        if role in roles:
            return role.value
    return Role.INTERVIEWER.value


def _source(export: Export, whose: Assignment, placed: _Placed) -> SourceFile:
    account = export.account
    return SourceFile(
        file=export.file,
        sha256=export.sha256,
        format=export.format,
        interview=whose.interview,
        coder=whose.coder,
        unit=account.unit,
        units=account.units,
        taken={taken.value: account.taken.get(taken, 0) for taken in Taken},
        turns=len(export.transcript.turns),
        excerpts=len({application.anchor for application in placed.applications}),
        code_applications=sum(len(application.codes) for application in placed.applications),
        carries_codes=export.carries_codes,
        labels=tuple(sorted({code for each in export.applications for code in each.codes})),
        left_over=_told(account.left_over),
        guesses=_told(account.guesses),
        unplaced=_told(placed.unplaced),
        differences=len(placed.differences),
    )


def _told(remarks: Iterable[Remark]) -> tuple[LeftOver, ...]:
    """Remarks without their words."""
    return tuple(LeftOver(place=str(remark.place), reason=remark.reason) for remark in remarks)


def _new_codes(study: Study, export: Export) -> tuple[tuple[str, str], ...]:
    """The codes that the codebook lacks, each with the nearest one that it has."""
    written = dict.fromkeys(code for application in export.applications for code in application.codes)
    return tuple((code, nearest(code, study.canonical)) for code in written if code not in study.canonical)


def _files(step: _Step, source: SourceFile, new_codes: list[str]) -> Mapping[str, str]:
    """Every file that the import changes, name to text; the ones that name others come last."""
    study, whose = step.study, step.whose
    files: dict[str, str] = {source_path(step.export.file): yaml_text(source)}
    if step.merged.rows:
        rows = [row.model_copy(update={"coder": whose.coder}) for row in step.merged.rows]
        files[_coding_file(study, whose)] = csv_text(ExcerptRow, rows)
    if new_codes:
        files["codebook.csv"] = _with_codes(study, new_codes, step.export.file)
    if whose.participant not in {located.row.id for located in study.participants}:
        row = ParticipantRow(id=whose.participant)
        files["participants.csv"] = with_row(_text(study, "participants.csv"), {"id": row.id}, row)
    sentences = csv_text(SentenceRow, sentence_rows(step.placed.transcript))
    if _text(study, speech_path(whose.interview), SentenceRow) != sentences:
        files[speech_path(whose.interview)] = sentences
    interview = _interview_row(step)
    files["interviews.csv"] = with_row(_text(study, "interviews.csv"), {"id": interview.id}, interview)
    if whose.coder:
        coding = _coding_row(step)
        key = {"interview": coding.interview, "coder": coding.coder}
        files["codings.csv"] = with_row(_text(study, "codings.csv", CodingRow), key, coding)
    return files


def _text(study: Study, name: str, model: type[Row] | None = None) -> str:
    path = study.folder / name
    if path.is_file():
        return read_text(path)
    return csv_text(model, []) if model else ""


def _with_codes(study: Study, codes: list[str], file: str) -> str:
    text = _text(study, "codebook.csv")
    for code in codes:
        row = CodeRow(code=code, kind="context", origin="study", note=f"found in {file}: set its kind")
        text = with_row(text, {"code": code}, row)
    return text


def _coding_file(study: Study, whose: Assignment) -> str:
    known = _known_coding(study, whose)
    if known.file:
        return known.file
    taken = {located.row.file for located in study.codings}
    name = f"{whose.interview}-{whose.coder}"
    free = (f"codings/{name}{ending}.csv" for ending in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(path for path in free if path not in taken)


def _known_coding(study: Study, whose: Assignment) -> CodingRow:
    """The coding's row as it stands, or a new one."""
    key = (whose.interview, whose.coder)
    known = (c.row for c in study.codings if (c.row.interview, c.row.coder) == key)
    return next(known, CodingRow(interview=whose.interview, coder=whose.coder))


def _interview_row(step: _Step) -> InterviewRow:
    """The interview's row; its first file gives the transcript."""
    whose, transcript = step.whose, step.placed.transcript
    old = step.study.interview.get(whose.interview)
    old = old or InterviewRow(id=whose.interview, participant=whose.participant)
    sources = tuple(dict.fromkeys((*old.sources, step.export.file)))
    if old.transcript_sha256:
        return old if whose.coder else old.model_copy(update={"sources": sources})
    update = {
        "title": old.title or f"Interview {whose.interview}",
        "transcript_sha256": transcript.sha256,
        "turns": len(transcript.turns),
        "sources": sources,
    }
    return old.model_copy(update=update)


def _coding_row(step: _Step) -> CodingRow:
    """The coding's row: empty until a file brings codes, complete from then on; partial stays partial."""
    old = _known_coding(step.study, step.whose)
    rows = bool(step.merged.rows)
    status = old.status
    if old.status == "empty" and rows:
        status = "complete"
    elif old.status == "complete" and not rows and not old.file:
        status = "empty"
    update = {
        "role": step.whose.role,
        "status": status,
        "file": _coding_file(step.study, step.whose) if rows else old.file,
        "sources": tuple(dict.fromkeys((*old.sources, step.export.file))),
    }
    return old.model_copy(update=update)
