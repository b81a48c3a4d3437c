"""Undo the page layout: from characters on lines and pages to one running text.

Lines that the layout broke are joined by one blank, for the blank that the browser broke them at is not
in the PDF. Only after a hyphen that follows a letter or digit nothing is put in ('pre-' and 'trained'):
browsers break there without a blank. All other characters stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mitigraph.loaders.readers.tagged_pdf import Char, Rule

_UNDERLINE = (0x4A / 255, 0x90 / 255, 0xE2 / 255)  # Delve's blue, #4A90E2
_COLOUR_SLACK = 0.01
_SIDE_SLACK = 0.5  # points that an underline may end beside its character
_GAP_BELOW = (-1.5, 4.0)  # points from a character's bottom to the underline's top
_THICKNESS = (0.5, 3.0)  # points; Delve's is 1.5


@dataclass(frozen=True)
class Flow:
    """Running text; ``marks`` says for each of its characters whether it is underlined."""

    text: str
    marks: tuple[bool, ...]

    def runs(self) -> Iterator[tuple[int, int]]:
        """Start and end (exclusive) of each underlined stretch."""
        start = None
        for position, marked in enumerate((*self.marks, False)):
            if marked and start is None:
                start = position
            elif not marked and start is not None:
                yield start, position
                start = None


def underlines(rules: Sequence[Rule]) -> dict[int, list[Rule]]:
    """Delve's underlines among the rules, by page."""
    found: dict[int, list[Rule]] = {}
    for rule in rules:
        if _is_underline(rule):
            found.setdefault(rule.page, []).append(rule)
    return found


def is_over(char: Char, rule: Rule) -> bool:
    """Whether the rule, on the same page, underlines the character."""
    middle = (char.x0 + char.x1) / 2
    below = rule.top - char.bottom
    beside = rule.x0 - _SIDE_SLACK <= middle <= rule.x1 + _SIDE_SLACK
    return beside and _GAP_BELOW[0] <= below <= _GAP_BELOW[1]


def flow(chars: Sequence[Char], lines: dict[int, list[Rule]]) -> Flow:
    """The running text of characters in reading order, with the underlined ones marked."""
    text: list[str] = []
    marks: list[bool] = []
    previous: Char | None = None
    for char in chars:
        marked = any(is_over(char, rule) for rule in lines.get(char.page, ()))
        if previous is not None and _breaks(previous, char) and _blank_between("".join(text[-2:]), char.text):
            text.append(" ")
            marks.append(marked and marks[-1])
        text.append(char.text)  # a ligature is one glyph of several characters
        marks += [marked] * len(char.text)
        previous = char
    return Flow("".join(text), tuple(marks))


def _is_underline(rule: Rule) -> bool:
    near = len(rule.colour) == len(_UNDERLINE) and all(
        abs(one - other) <= _COLOUR_SLACK for one, other in zip(rule.colour, _UNDERLINE, strict=True)
    )
    return near and _THICKNESS[0] <= rule.bottom - rule.top <= _THICKNESS[1]


def _breaks(previous: Char, char: Char) -> bool:
    return previous.page != char.page or abs(previous.bottom - char.bottom) > char.size / 2


def _blank_between(before: str, after: str) -> bool:
    if before[-1].isspace() or after.isspace():
        return False
    return not (before.endswith("-") and before[:1].isalnum() and len(before) > 1)
