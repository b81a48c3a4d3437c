"""Checks of anchors: in order always, and against the words where the transcript is at hand."""

from __future__ import annotations

from collections.abc import Iterator

from mitigraph.loaders.excerpts import anchor_of, text_at, text_sha256
from mitigraph.loaders.formats import AnchorColumns, ExcerptRow
from mitigraph.loaders.study import Study


def check_anchors(study: Study) -> None:
    """Every anchor runs forward; those of transcripts at hand lie inside and match their hash."""
    for interview, row, file, line in _anchored(study):
        if _runs_forward(study, row, file, line):
            _last_turn(study, interview, row, file, line)
            _matches(study, interview, row, file, line)


def _anchored(study: Study) -> Iterator[tuple[str, AnchorColumns, str, int]]:
    for (interview, _), rows in study.excerpts.items():
        for excerpt in rows:
            yield interview, excerpt.row, excerpt.file, excerpt.line
    for statement in study.statements:
        yield statement.row.interview, statement.row, statement.file, statement.line


def _runs_forward(study: Study, row: AnchorColumns, file: str, line: int) -> bool:
    start, end = (row.start_turn, row.start_char), (row.end_turn, row.end_char)
    empty = start == end and isinstance(row, ExcerptRow) and row.extent == "label-only"
    if start < end or empty:
        return True
    study.findings.error(
        file, line, f"the anchor {anchor_of(row)} ends before it starts", "mend its four columns"
    )
    return False


def _last_turn(study: Study, interview: str, row: AnchorColumns, file: str, line: int) -> None:
    turns = study.interview[interview].turns if interview in study.interview else None
    if turns is not None and row.end_turn > turns and interview not in study.transcripts:
        message = f"the anchor {anchor_of(row)} lies past the end: interview '{interview}' has {turns} turns"
        study.findings.error(file, line, message, "mend the anchor, or import the file again")


def _matches(study: Study, interview: str, row: AnchorColumns, file: str, line: int) -> None:
    transcript = study.transcripts.get(interview)
    if transcript is None:
        return
    text = text_at(transcript, anchor_of(row))
    if text is None:
        turns = len(transcript.turns)
        message = f"the anchor {anchor_of(row)} lies outside the transcript of '{interview}' ({turns} turns)"
        study.findings.error(file, line, message, "mend the anchor, or import the file again")
    elif not text_sha256(text).startswith(row.sha256):
        message = f"the words at {anchor_of(row)} of interview '{interview}' do not match their sha256"
        study.findings.error(
            file, line, message, "the anchor or the transcript changed: import the file again"
        )
