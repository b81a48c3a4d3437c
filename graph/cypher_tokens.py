"""Cypher text as words, names, strings, numbers, parameters and signs.

Written for one purpose, deciding whether a query only reads, so it is stricter than any engine: where
two lexers could see two different things (an escape, a line end inside a comment, a sign that only some
take for a space or a letter), the text is refused rather than guessed at. For the same reason words are
ASCII; any other name goes in backticks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mitigraph.errors import WriteRefused

Kind = Literal["word", "name", "string", "number", "parameter", "sign", "end"]

# What Neo4j takes for white space: Unicode's spaces and separators, and the control characters among them.
SPACES = frozenset(
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
SIGNS = ("..", "::", "||", *"()[]{},.:;|&!%=<>+-*/^~")
STRING = re.compile(r"'(?:[^'\\]|\\[\\'\"bfnrt`])*'|\"(?:[^\"\\]|\\[\\'\"bfnrt`])*\"")
NAME = re.compile(r"`(?:[^`]|``)+`")
PARAMETER = re.compile(r"\$(?:[A-Za-z_][A-Za-z0-9_]*|`(?:[^`]|``)+`)")
NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?!\w)")
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LINE_COMMENT = re.compile(r"//[^\r\n]*(?:\r?\n|\Z)")
BLOCK_COMMENT = re.compile(r"/\*(?:(?!\*/|/\*).)*\*/", re.DOTALL)
# Ends of a line to some lexers, and not to others: they must not stand in a line comment.
ODD_LINE_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
UNICODE_ESCAPE = re.compile(r"\\u", re.IGNORECASE)


@dataclass(frozen=True)
class Token:
    """One token, with its place: ``start`` in characters from 0, ``line`` from 1."""

    kind: Kind
    text: str
    start: int
    line: int

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)

    @property
    def key(self) -> str:
        """The text as keywords are compared: a word in capitals, anything else as it is."""
        return self.text.upper() if self.kind == "word" else self.text

    @property
    def plain(self) -> str:
        """A name without its backticks."""
        return self.text[1:-1].replace("``", "`") if self.kind == "name" else self.text


def tokens_of(query: str) -> list[Token]:
    """All tokens of a query, comments and spaces left out, with one of kind ``end`` at the end.

    Raises:
        WriteRefused: something stands there that not every engine would read in the same way.
    """
    escape = UNICODE_ESCAPE.search(query)
    if escape:
        # Neo4j turns these into characters before it looks for words and strings, others do not.
        raise refusal(query, escape.start(), "a \\u escape", "write the character itself, or use a parameter")
    if "\0" in query:
        raise refusal(query, query.index("\0"), "a null character", "take it out")
    return [*_scan(query), Token("end", "", len(query), line_at(query, len(query)))]


def _scan(query: str) -> Iterator[Token]:
    position = 0
    while position < len(query):
        character = query[position]
        if character in SPACES:
            position += 1
        elif query.startswith(("//", "/*"), position):
            position = _after_comment(query, position)
        else:
            token = _token_at(query, position)
            yield token
            position += len(token.text)


def _after_comment(query: str, start: int) -> int:
    pattern = LINE_COMMENT if query.startswith("//", start) else BLOCK_COMMENT
    found = pattern.match(query, start)
    if not found or (pattern is LINE_COMMENT and ODD_LINE_ENDS.search(found[0])):
        hint = "end each comment once, with a plain line end or */, and open none inside it"
        raise refusal(query, start, "a comment whose end is unclear", hint)
    return found.end()


def _token_at(query: str, start: int) -> Token:
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("string", STRING), ("name", NAME), ("parameter", PARAMETER), ("number", NUMBER), ("word", WORD),
    )  # fmt: skip
    for kind, pattern in kinds:
        found = pattern.match(query, start)
        if found:
            return Token(kind, found[0], start, line_at(query, start))
    for sign in SIGNS:
        if query.startswith(sign, start):
            return Token("sign", sign, start, line_at(query, start))
    raise _unreadable(query, start)


def _unreadable(query: str, start: int) -> WriteRefused:
    character = query[start]
    if character in "'\"`":
        what = "a string or name that does not end, or an escape in it that not every engine knows"
        return refusal(query, start, what, "use a parameter ($name) for such a value")
    if character.isdigit():
        return refusal(query, start, "a number that runs into a word", "put a space between them")
    what = f"the character U+{ord(character):04X}"
    return refusal(query, start, what, "write names that have other than plain letters in `backticks`")


def refusal(query: str, position: int, what: str, hint: str) -> WriteRefused:
    """The error for something at a position of the query."""
    return WriteRefused(f"query, line {line_at(query, position)}: {what} is not allowed here", hint)


def line_at(query: str, position: int) -> int:
    """The number of the line, from 1."""
    return query.count("\n", 0, position) + 1
