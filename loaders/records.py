"""What every reader returns: a transcript, the code applications in it, and an account of the file.

A reader knows one format and nothing of studies, codebook files or graphs. It never alters text,
and every line (or, in a PDF, every block) of its input stands in the account: taken as something,
or left over with a reason.

Positions in a transcript count Unicode code points from 0, ends are exclusive; turns and blocks are
numbered from 1, as people count.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Who speaks, as far as the file tells."""

    INTERVIEWER = "interviewer"
    INTERVIEWEE = "interviewee"
    UNKNOWN = "unknown"


class Extent(StrEnum):
    """How exactly a file says which words a code was applied to."""

    SPAN = "span"  # exact to the character (a Delve PDF's underline, a hand-made row)
    BLOCK = "block"  # the file attaches the label to its whole block (a text conversion)
    LABEL_ONLY = "label-only"  # a Delve label without underline: its selection ended at this block's offset 0


class Taken(StrEnum):
    """What a line or block of an input became."""

    TITLE = "title"
    SPEAKER = "speaker"
    SPEECH = "speech"
    CODE = "code"
    FURNITURE = "furniture"  # page headers and footers, the tool's closing line, rulers, blank lines
    LEFT_OVER = "left over"


@dataclass(frozen=True)
class Place:
    """Where in an input something stands: a line of a text file, or a page and block of a PDF."""

    file: str
    line: int | None = None
    page: int | None = None
    block: int | None = None

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.file}:{self.line}"
        parts = [f"page {self.page}"] if self.page is not None else []
        parts += [f"block {self.block}"] if self.block is not None else []
        return f"{self.file}: {', '.join(parts)}" if parts else self.file


@dataclass(frozen=True)
class Turn:
    """One speaker's uninterrupted speech. Its blocks' texts are joined by a line feed."""

    number: int
    speaker: str  # as written in the file, '' where it names none
    role: Role
    text: str


@dataclass(frozen=True)
class Block:
    """A piece of a turn as the file has it: a Delve block, a paragraph of a conversion.

    ``start`` is the block's offset in its turn's text, so a position ``p`` in the block is
    ``start + p`` in the turn.
    """

    number: int
    turn: int
    start: int
    speaker: str
    role: Role
    text: str
    place: Place


@dataclass(frozen=True)
class Transcript:
    """An interview's text as turns, independent of the file it was read from."""

    turns: tuple[Turn, ...]

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of the turns' texts joined by U+001E; speakers' spellings do not count."""
        joined = "\x1e".join(turn.text for turn in self.turns)
        return hashlib.sha256(joined.encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class Anchor:
    """A span of a transcript: from a turn and character to a turn and character (exclusive)."""

    start_turn: int
    start_char: int
    end_turn: int
    end_char: int

    def __str__(self) -> str:
        return f"{self.start_turn}:{self.start_char}-{self.end_turn}:{self.end_char}"


@dataclass(frozen=True)
class Application:
    """Codes that one coder applied to one stretch of one block."""

    block: int
    anchor: Anchor
    codes: tuple[str, ...]  # as written, in the file's order
    extent: Extent
    place: Place


@dataclass(frozen=True)
class Remark:
    """A line left over, or a decision that was a guess. ``text`` may be interview speech: never store it."""

    place: Place
    reason: str
    text: str = ""


@dataclass(frozen=True)
class Account:
    """What became of every line (of a text) or item (of a PDF) of an input.

    A PDF's items are its title, each block's speaker, words and labels, and each header or footer line.
    ``units`` is the number of lines or items, ``taken`` says how many became what; the two add up.
    """

    unit: str  # 'line' or 'item'
    units: int
    taken: dict[Taken, int]
    left_over: tuple[Remark, ...] = ()
    guesses: tuple[Remark, ...] = ()

    def adds_up(self) -> bool:
        """Whether every unit of the input is accounted for exactly once."""
        return sum(self.taken.values()) == self.units


@dataclass(frozen=True)
class Export:
    """Everything a reader found in one file."""

    file: str
    format: str  # the reader's name: 'delve-pdf', 'delve-text', 'raw-transcript'
    sha256: str  # of the file's bytes
    title: str
    interview: str | None  # from the title or file name, where they tell ('12')
    coder: str | None  # likewise ('Amin')
    transcript: Transcript
    blocks: tuple[Block, ...]
    applications: tuple[Application, ...]
    account: Account

    @property
    def carries_codes(self) -> bool:
        """False where the file holds no code at all: not coded and not exported look the same."""
        return bool(self.applications)


@dataclass(frozen=True)
class Context:
    """What a reader may know beside the file: the codes of the codebook, to tell labels from speech."""

    codes: frozenset[str] = field(default_factory=frozenset)
