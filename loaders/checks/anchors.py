"""Checks of anchors: in order always, and against the words where the transcript is at hand."""

from __future__ import annotations

from collections.abc import Iterator

from mitigraph.loaders.excerpts import anchor_of, text_at, text_sha256
from mitigraph.loaders.formats import AnchorColumns, ExcerptRow
from mitigraph.loaders.records import Anchor
from mitigraph.loaders.study import CodingKey, Study, speech_path

_BLANKS = 4  # a turn may go on after its last sentence with a mark and a few blanks


def check_anchors(study: Study) -> None:
    """Every anchor runs forward; those of transcripts at hand lie inside and match their hash."""
    _agree(study)
    for interview, row, file, line in anchored(study):
        if _runs_forward(study, row, file, line):
            _last_turn(study, interview, row, file, line)
            _in_speech(study, interview, row, file, line)
            _matches(study, interview, row, file, line)


def anchored(study: Study) -> Iterator[tuple[str, AnchorColumns, str, int]]:
    """Every row with an anchor: its interview, the row, its file and line."""
    for (interview, _), rows in study.excerpts.items():
        for excerpt in rows:
            yield interview, excerpt.row, excerpt.file, excerpt.line
    for statement in study.statements:
        yield statement.row.interview, statement.row, statement.file, statement.line
    for passage in study.passages:
        yield passage.row.interview, passage.row, passage.file, passage.line


def _agree(study: Study) -> None:
    """Rows of one coding with one anchor are one excerpt: it has one speaker and one hash."""
    first: dict[tuple[CodingKey, Anchor], tuple[AnchorColumns, str]] = {}
    located = [
        *((key, each.row, each.file, each.line) for key, rows in study.excerpts.items() for each in rows),
        *(((s.row.interview, s.row.coder), s.row, s.file, s.line) for s in study.statements),
    ]
    for key, row, file, line in located:
        known, place = first.setdefault((key, anchor_of(row)), (row, f"{file}:{line}"))
        shorter, longer = sorted((known.sha256, row.sha256), key=len)
        if known.speaker != row.speaker:
            message = f"this excerpt has the speaker '{known.speaker}' in {place}, here '{row.speaker}'"
            study.findings.error(file, line, message, "make them one")
        if not longer.startswith(shorter):
            message = f"this excerpt has another sha256 in {place}"
            study.findings.error(file, line, message, "one of the two anchors or hashes is wrong")


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


def _in_speech(study: Study, interview: str, row: AnchorColumns, file: str, line: int) -> None:
    """Without the transcript its list of sentences still tells which turns have words, and where they end."""
    ends = study.turn_ends.get(interview)
    if not ends or interview in study.transcripts or _is_empty(row):
        return
    hint = f"mend the anchor, or import the file again if {speech_path(interview)} is not whole"
    for turn in (row.start_turn, row.end_turn):
        if turn not in ends:
            message = f"the anchor {anchor_of(row)} is in turn {turn} of '{interview}', which has no sentence"
            study.findings.error(file, line, message, hint)
            return
    if row.end_char > ends[row.end_turn] + _BLANKS:
        message = f"the anchor {anchor_of(row)} lies past the end of turn {row.end_turn} of '{interview}'"
        study.findings.error(file, line, message, hint)


def _is_empty(row: AnchorColumns) -> bool:
    return (row.start_turn, row.start_char) == (row.end_turn, row.end_char)


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
