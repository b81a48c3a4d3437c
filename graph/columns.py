"""The columns of a query's answer, read from its text."""

from __future__ import annotations

from collections.abc import Iterator

from mitigraph.graph.cypher_tokens import Token, tokens_of

OPENING, CLOSING = frozenset("([{"), frozenset(")]}")
AFTER_ITEMS = frozenset({"ORDER", "SKIP", "OFFSET", "LIMIT", "UNION"})


def columns_of(query: str) -> tuple[str, ...]:
    """The names of what the query's first RETURN gives: the alias, or else the text as it is written.

    Empty where the text does not tell: ``RETURN *``, or a procedure called without RETURN.
    """
    names = [_name(query, item) for item in _items(tokens_of(query))]
    return () if "*" in names else tuple(names)


def _items(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each returned item."""
    item: list[Token] = []
    for token in _returned(tokens):
        if token is None:
            yield item
            item = []
        else:
            item.append(token)
    if item:
        yield item


def _returned(tokens: list[Token]) -> Iterator[Token | None]:
    """The tokens between RETURN and what ends it, outside all brackets; None for a comma between items."""
    depth, inside = 0, False
    for before, token in zip([None, *tokens], tokens, strict=False):
        named = before is not None and before.key in (".", ":", "AS")
        if depth == 0 and token.kind == "word" and not named:
            if inside and token.key in AFTER_ITEMS:
                return
            if token.key == "RETURN" or (inside and token.key == "DISTINCT"):
                inside = True
                continue
        if token.kind == "end" or token.text == ";":
            return
        if token.kind == "sign":
            depth += (token.text in OPENING) - (token.text in CLOSING)
        if inside:
            yield None if depth == 0 and token.text == "," else token


def _name(query: str, item: list[Token]) -> str:
    has_alias = len(item) > 2 and item[-2].kind == "word" and item[-2].key == "AS"
    if has_alias:
        return item[-1].plain
    if len(item) == 1:
        return item[0].plain
    return query[item[0].start : item[-1].end]
