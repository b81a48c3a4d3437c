"""Where the sentences of a transcript stand: the unit in which speech is accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mitigraph.loaders.formats import SentenceRow
from mitigraph.loaders.records import Role, Transcript

_QUOTE = "\N{RIGHT SINGLE QUOTATION MARK}"
_END = re.compile(rf"(?<=[.!?…])[\"'{_QUOTE}”)\]]*\s+|\n+")
_WORD = re.compile(rf"\w+(?:['{_QUOTE}.\-]\w+)*")


@dataclass(frozen=True)
class Sentence:
    """A sentence of one turn: its characters (the end exclusive) and how many words it has; never its text.

    Speech is transcribed as it was spoken, so a sentence is what the transcriber ended by a full stop, a
    question or exclamation mark, or the end of a line.
    """

    turn: int
    role: Role
    start: int
    end: int
    words: int


def word_spans(text: str) -> list[tuple[int, int]]:
    """Start and end (exclusive) of every word; punctuation alone is no word."""
    return [match.span() for match in _WORD.finditer(text)]


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end (exclusive) of every sentence that has a word, without the blanks around it."""
    start = 0
    for stop in (*(match.end() for match in _END.finditer(text)), len(text)):
        piece = text[start:stop]
        if _WORD.search(piece):
            left = start + len(piece) - len(piece.lstrip())
            yield left, left + len(piece.strip())
        start = stop


def sentences(transcript: Transcript) -> tuple[Sentence, ...]:
    """All sentences of a transcript, in order."""
    return tuple(
        Sentence(turn.number, turn.role, start, end, len(word_spans(turn.text[start:end])))
        for turn in transcript.turns
        for start, end in sentence_spans(turn.text)
    )


def sentence_rows(transcript: Transcript) -> list[SentenceRow]:
    """The sentences as rows of speech/<interview>.csv."""
    return [
        SentenceRow(
            turn=found.turn,
            speaker=found.role.value,
            start_char=found.start,
            end_char=found.end,
            words=found.words,
        )
        for found in sentences(transcript)
    ]
