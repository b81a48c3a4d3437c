"""What each line of a text conversion of a Delve export is, judged by itself and its neighbours.

Conversions keep no tags: speaker labels come bare, as headings of any level or in bold, code labels as
plain lines like any other. So a line is told by the codebook and by where it stands, and where that is a
guess, the guess is noted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from mitigraph.loaders.readers.naming import name_parts
from mitigraph.loaders.readers.speakers import is_speaker

_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_BOLD = re.compile(r"(\*\*|__)(?P<inner>[^*]+?)\1")
_RULER = re.compile(r"[-=_*|:+ \t]*(?:-{3,}|={3,}|_{3,}|\*{3,})[-=_*|:+ \t]*")
_CLOSING = re.compile(r"Created with the \[?Delve Qualitative Analysis Tool\b.*")
_TABLE_TABS = 3

_PLAIN_WORDS = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")
_HESITATION = re.compile(r"(?:m+|u+h+|h+m+|o+h+|a+h+)-.*", re.IGNORECASE)
_LABEL_SHAPES = re.compile(
    r"Q\d+(?:\.\d+)*"  # a question of the interview guide
    r"|(?=\S{6,})[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+"  # hyphenated, no blank, no full stop
    r"|[A-Za-z][\w -]* (?:\[[A-Z]{2,4}\]|\([A-Z]{2,4}\))"  # a group with its initials
)


class Kind(Enum):
    """What a line is."""

    BLANK = auto()
    FURNITURE = auto()
    TITLE = auto()
    SPEAKER = auto()
    CODE = auto()
    SPEECH = auto()


@dataclass(frozen=True)
class Line:
    """A line judged: ``text`` is what it says without its markup, ``guess`` why it could be otherwise."""

    kind: Kind
    number: int
    text: str = ""
    guess: str = ""


def speakers_in(line: str) -> list[str]:
    """The speaker labels that the line consists of; empty where it is none.

    '### X', '**X**', '#### **X**' and a bare 'X' all name X; '**X****Y**' names two.
    """
    bare = _HEADING.sub("", line.strip(), count=1).strip()
    marked = [match["inner"].strip() for match in _BOLD.finditer(bare)]
    names = marked if marked and not _BOLD.sub("", bare).strip() else [bare]
    names = [name.rstrip(":").rstrip() for name in names]
    return names if all(is_speaker(name) for name in names) else []


def is_closing(line: str) -> bool:
    """Whether the line is the tool's closing line."""
    return bool(_CLOSING.fullmatch(line.strip()))


def is_furniture(line: str) -> bool:
    """Whether the line is blank, a ruler (a table's too) or the tool's closing line."""
    return not line.strip() or bool(_RULER.fullmatch(line.strip())) or is_closing(line)


def judge(raw: str, number: int, codes: frozenset[str], after_speech: bool, before_all: bool) -> Line:
    """What a line is.

    ``after_speech`` says that words stand before it under its speaker, ``before_all`` that nothing does.
    """
    text = raw.strip()
    if is_furniture(raw):
        return Line(Kind.FURNITURE if text else Kind.BLANK, number, text)
    if speakers := speakers_in(text):
        guess = "several speaker labels on one line: only the last one speaks" if len(speakers) > 1 else ""
        return Line(Kind.SPEAKER, number, speakers[-1], guess)
    bare = _HEADING.sub("", text, count=1)
    if before_all and (bare != text or name_parts(bare, "")[0]):
        return Line(Kind.TITLE, number, bare)
    is_code, guess = _code(text, codes, after_speech)
    if is_code:
        return Line(Kind.CODE, number, text, guess)
    if bare != text:
        guess = "looks like a heading, names no speaker: taken for speech without the heading mark"
    elif text.count("\t") >= _TABLE_TABS:
        guess = "looks like a table row: taken for speech as it stands, may repeat words"
    return Line(Kind.SPEECH, number, bare, guess)


def _code(text: str, codes: frozenset[str], after_speech: bool) -> tuple[bool, str]:
    plain = bool(_PLAIN_WORDS.fullmatch(text))
    if text in codes and after_speech:
        return True, "a code that is also a plain word: taken for the code" if plain else ""
    if text.casefold() in {code.casefold() for code in codes}:
        if not after_speech:
            return False, "reads like a code, but its speaker has said nothing yet: taken for speech"
        if plain:
            return False, "a code's word in another spelling: taken for speech"
        return True, "a code of the codebook in another spelling: taken for a code"
    if after_speech and _LABEL_SHAPES.fullmatch(text) and not _HESITATION.fullmatch(text):
        return True, "has the form of a code label, but no codebook has it: taken for a code"
    return False, ""
