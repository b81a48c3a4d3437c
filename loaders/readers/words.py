"""Two texts of one interview, word by word: which word of the one is which word of the other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from mitigraph.loaders.records import Transcript

_WORD = re.compile(r"\S+")
_PUNCTUATION = re.compile(r"[^\w]+|_")


@dataclass(frozen=True)
class Word:
    """A run of characters without white space, and where it stands in its transcript."""

    text: str
    turn: int
    start: int
    end: int

    @property
    def key(self) -> str:
        """What is compared: the word without case and punctuation, or a lone punctuation mark."""
        plain = unicodedata.normalize("NFKC", self.text).casefold()
        return _PUNCTUATION.sub("", plain) or plain


@dataclass(frozen=True)
class Stretch:
    """Words ``left_start`` to ``left_end`` of one text stand where ``right_start`` to ``right_end`` do."""

    left_start: int
    left_end: int
    right_start: int
    right_end: int

    @property
    def paired(self) -> bool:
        """Whether each word has its counterpart (equal, or replaced one by one)."""
        return self.left_end - self.left_start == self.right_end - self.right_start


def words_of(transcript: Transcript) -> list[Word]:
    """All words of a transcript in order."""
    return [
        Word(match.group(), turn.number, match.start(), match.end())
        for turn in transcript.turns
        for match in _WORD.finditer(turn.text)
    ]


def stretches(left: Sequence[Word], right: Sequence[Word]) -> Iterator[tuple[bool, Stretch]]:
    """The whole of both texts as stretches in order, each with whether its words are equal by key.

    Long common passages are found first, so that one paragraph too many or too few does not scatter its
    frequent words over its neighbours, as the shortest edit script would.
    """
    matcher = SequenceMatcher(None, [word.key for word in left], [word.key for word in right], autojunk=False)
    for tag, *bounds in matcher.get_opcodes():
        yield tag == "equal", Stretch(*bounds)
