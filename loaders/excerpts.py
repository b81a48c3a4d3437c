"""The excerpts of each coding: rows of its file and anchors of its statements, one excerpt per anchor."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from mitigraph.loaders.formats import AnchorColumns, ExcerptRow, StatementRow
from mitigraph.loaders.records import Anchor, Transcript
from mitigraph.loaders.study import CodingKey, Study

_NOTES = " | "  # between the notes of several rows of one excerpt


@dataclass
class AppliedCode:
    """How a code applies to an excerpt, and the spellings that the file has for it."""

    polarity: str
    about: str
    extent: str
    as_written: tuple[str, ...]


@dataclass
class MarkedExcerpt:
    """One excerpt of one coding, merged from all rows with its anchor."""

    interview: str
    coder: str
    anchor: Anchor
    sha256: str
    speaker: str
    paraphrase: str = ""
    note: str = ""
    text: str | None = None
    codes: dict[str, AppliedCode] = field(default_factory=dict)

    @property
    def span(self) -> str:
        """Interview and anchor: the same in every coding that marks these words."""
        return f"{self.interview}:{self.anchor}"

    @property
    def has_words(self) -> bool:
        """False for a label without underline, whose excerpt is empty."""
        start, end = self.anchor.start_turn, self.anchor.end_turn
        return (start, self.anchor.start_char) != (end, self.anchor.end_char)

    @property
    def id(self) -> str:
        """Unique in the study."""
        return excerpt_id((self.interview, self.coder), self.anchor)


def excerpt_id(coding: CodingKey, anchor: Anchor) -> str:
    """The id of an excerpt: interview/coder/anchor."""
    return f"{coding[0]}/{coding[1]}/{anchor}"


def anchor_of(row: AnchorColumns) -> Anchor:
    """The row's anchor."""
    return Anchor(row.start_turn, row.start_char, row.end_turn, row.end_char)


def merge_excerpts(study: Study) -> dict[CodingKey, list[MarkedExcerpt]]:
    """Every coding's excerpts in the order of the transcript."""
    merged: dict[CodingKey, dict[Anchor, MarkedExcerpt]] = {}
    for key, rows in study.excerpts.items():
        for located in rows:
            _add_codes(_excerpt(merged, key, located.row, study), located.row, study)
    for statement in study.statements:
        key = (statement.row.interview, statement.row.coder)
        _excerpt(merged, key, statement.row, study)
    return {key: [found[anchor] for anchor in sorted(found, key=_order)] for key, found in merged.items()}


def _order(anchor: Anchor) -> tuple[int, int, int, int]:
    return anchor.start_turn, anchor.start_char, anchor.end_turn, anchor.end_char


def _excerpt(
    merged: dict[CodingKey, dict[Anchor, MarkedExcerpt]],
    key: CodingKey,
    row: ExcerptRow | StatementRow,
    study: Study,
) -> MarkedExcerpt:
    anchor = anchor_of(row)
    excerpts = merged.setdefault(key, {})
    if anchor not in excerpts:
        transcript = study.transcripts.get(key[0])
        text = text_at(transcript, anchor) if transcript else None
        excerpts[anchor] = MarkedExcerpt(key[0], key[1], anchor, row.sha256, row.speaker, text=text)
    excerpt = excerpts[anchor]
    excerpt.paraphrase = excerpt.paraphrase or row.paraphrase
    if isinstance(row, ExcerptRow):
        notes = dict.fromkeys(filter(None, (*excerpt.note.split(_NOTES), row.note)))
        excerpt.note = _NOTES.join(notes)
    return excerpt


def _add_codes(excerpt: MarkedExcerpt, row: ExcerptRow, study: Study) -> None:
    for written in row.codes:
        canonical = study.canonical[written]
        known = excerpt.codes.get(canonical)
        spellings = (*known.as_written, written) if known else (written,)
        excerpt.codes[canonical] = AppliedCode(row.polarity, row.about, row.extent, spellings)


def text_at(transcript: Transcript, anchor: Anchor) -> str | None:
    """The exact words at an anchor, turns joined by a line feed; None where it lies outside."""
    if not 1 <= anchor.start_turn <= anchor.end_turn <= len(transcript.turns):
        return None
    turns = transcript.turns[anchor.start_turn - 1 : anchor.end_turn]
    if anchor.end_char > len(turns[-1].text) or anchor.start_char > len(turns[0].text):
        return None
    if len(turns) == 1:
        return turns[0].text[anchor.start_char : anchor.end_char]
    middle = [turn.text for turn in turns[1:-1]]
    return "\n".join((turns[0].text[anchor.start_char :], *middle, turns[-1].text[: anchor.end_char]))


def text_sha256(text: str) -> str:
    """SHA-256 (hex) of an excerpt's exact words."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
