"""A query's tokens in clauses, and lists of expressions in their parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mitigraph.queries.cypher import CLOSE, OPEN, Token

WORDS = frozenset(
    {"MATCH", "OPTIONAL", "WHERE", "WITH", "RETURN", "UNWIND", "CALL", "ORDER", "SKIP", "OFFSET", "LIMIT"}
    | {"UNION", "YIELD"}
)
SUBQUERIES = frozenset({"COUNT", "COLLECT", "EXISTS"})
_BEGINNINGS = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "CALL", "RETURN"})
Range = tuple[int, int]  # indexes of tokens, the second exclusive


@dataclass(frozen=True)
class Clause:
    """A keyword and the range of tokens after it, up to the next clause."""

    word: str
    start: int
    end: int


def clauses_of(tokens: Sequence[Token], start: int, end: int, first: str = "") -> list[Clause]:
    """The clauses of a range; what stands before the first keyword is a clause ``first``."""
    found: list[Clause] = []
    word, begun = first, start
    for index in outside(tokens, start, end):
        if not _begins(tokens, index):
            continue
        found.append(Clause(word, begun, index))
        word, begun = tokens[index].word, index + 1
    found.append(Clause(word, begun, end))
    return [
        clause for clause in found if clause.word and (clause.word == "UNION" or clause.start < clause.end)
    ]


def _begins(tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1].word if index else ""
    return tokens[index].word in WORDS and not (
        tokens[index].word == "WITH" and before in ("STARTS", "ENDS")  # the operators
    )


def outside(tokens: Sequence[Token], start: int, end: int) -> Iterator[int]:
    """The indexes of a range's tokens that stand in no bracket, the brackets themselves among them."""
    depth = 0
    for index in range(start, end):
        symbol = tokens[index].text if tokens[index].kind == "symbol" else ""
        if symbol and symbol in CLOSE:
            depth -= 1
        if depth == 0:
            yield index
        if symbol and symbol in OPEN:
            depth += 1


def parts(tokens: Sequence[Token], start: int, end: int) -> list[Range]:
    """A range split at the commas that stand in no bracket."""
    commas = [index for index in outside(tokens, start, end) if tokens[index].text == ","]
    edges = [start - 1, *commas, end]
    return [(a + 1, b) for a, b in pairwise(edges) if a + 1 < b]


def closing(tokens: Sequence[Token], index: int) -> int:
    """The index of the bracket that closes the one at ``index``, of the last token where none does."""
    return next((at for at in outside(tokens, index, len(tokens)) if at > index), len(tokens) - 1)


def bodies(tokens: Sequence[Token]) -> Iterator[Range]:
    """What stands between the braces of every CALL, COUNT and COLLECT, however deep; EXISTS has no rows."""
    for index, token in enumerate(tokens[:-1]):
        opens = token.kind == "symbol" and token.text == "{" and tokens[index + 1].word in _BEGINNINGS
        if opens and index and tokens[index - 1].word != "EXISTS":
            yield index + 1, closing(tokens, index)


def opening(tokens: Sequence[Token], index: int) -> int:
    """The index of the bracket that the one at ``index`` closes, 0 where none does."""
    depth = 0
    for at in range(index, -1, -1):
        symbol = tokens[at].text if tokens[at].kind == "symbol" else " "
        depth += (symbol in CLOSE) - (symbol in OPEN)
        if depth == 0:
            return at
    return 0


def word_at(tokens: Sequence[Token], index: int) -> str:
    """The keyword at a place, '' past the end."""
    return tokens[index].word if index < len(tokens) else ""


def subqueries(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """COUNT, COLLECT and EXISTS in a range: the word, and the range between their braces."""
    index = start
    while index < end - 1:
        if tokens[index].word in SUBQUERIES and tokens[index + 1].text == "{":
            close = closing(tokens, index + 1)
            yield tokens[index].word, index + 2, close
            index = close
        index += 1
