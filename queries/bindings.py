"""What the clauses of a query bind: variables as points, patterns as the edges between them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from mitigraph.graph.model import RELATIONSHIP
from mitigraph.queries.clauses import SUBQUERIES, Range, closing, opening, outside, parts, subqueries
from mitigraph.queries.cypher import Element, Reading, Token
from mitigraph.queries.joins import NOTHING, Edge, Joins, Points

STUDY = "Study"
_JOINING = frozenset({"AND", "OR", "XOR"})


@dataclass
class Scope:
    """What is bound at one place of a query: the points of each variable, and how they are joined."""

    reading: Reading
    numbers: itertools.count[int] = field(default_factory=itertools.count)
    known: dict[str, Points] = field(default_factory=dict)
    joins: Joins = field(default_factory=Joins)
    shown: dict[int, str] = field(default_factory=dict)  # what each point is called in messages
    places: dict[int, int] = field(default_factory=dict)  # the token where a pattern binds a point
    stretches: list[Joins] = field(default_factory=list)  # those that a grouping or the end has closed
    sources: dict[int, Points] = field(default_factory=dict)  # what a grouping made a point of

    @property
    def tokens(self) -> Sequence[Token]:
        """The query's tokens."""
        return self.reading.tokens

    @cached_property
    def elements(self) -> dict[int, Element]:
        """The patterns by the token that begins them."""
        return {element.first: element for element in self.reading.elements}

    @cached_property
    def single(self) -> frozenset[int]:
        """The first tokens of the patterns that are one node."""
        return single_nodes(self.reading)

    def inner(self) -> Scope:
        """The scope of a subquery: the same variables, one of each."""
        points = {point for bound in self.known.values() for point in bound}
        joins = Joins(points=set(points), fixed=set(points))
        return replace(self, known=dict(self.known), joins=joins)

    def new(self, name: str, place: int | None = None) -> int:
        """A new point; ``place`` is the token of the pattern that binds it, None where a list does."""
        point = next(self.numbers)
        self.joins.points.add(point)
        self.shown[point] = name
        if place is not None:
            self.places[point] = place
        return point

    def close(self) -> None:
        """End the stretch: its rows are grouped or returned."""
        self.stretches.append(self.joins)

    def tie(self, start: int, end: int) -> None:
        """Note that a range of tokens names its variables together."""
        self.joins.ties.append(self.mentioned(start, end))

    def tie_patterns(self, start: int, end: int) -> None:
        """Note what the patterns in an expression hold together, as ``exists((a)-->(b))`` does."""
        for index in range(start, end):
            if self.tokens[index].text == "(" and self.tokens[index].kind == "symbol":
                first = _before_link(self.tokens, index)
                if first is not None:
                    self.tie(first, closing(self.tokens, index) + 1)
                    begun = first - 2 * (self.tokens[first - 1].text == "=")  # [p = (a)-->(b) | ...]
                    if self.tokens[begun - 1].text == "[":
                        self.tie(begun, closing(self.tokens, begun - 1))

    def mentioned(self, start: int, end: int) -> Points:
        """The points of all variables in a range of tokens."""
        found: set[int] = set()
        for index in range(start, end):
            name = self.tokens[index].name
            if name and self.tokens[index].kind != "property":
                found |= self.known.get(name, NOTHING)
        return frozenset(found)

    # --- patterns ---------------------------------------------------------------------------------

    def match(self, start: int, end: int) -> None:
        """Bind the patterns of a MATCH."""
        elements = self.elements
        for first, last in parts(self.tokens, start, end):
            inside = [elements[index] for index in outside(self.tokens, first, last) if index in elements]
            self._chain([element for element in inside if element.kind == "node"], inside)
            path = self.tokens[first].name
            nodes = frozenset(self._point(element) for element in inside if element.kind == "node")
            if path and last - first > 1 and self.tokens[first + 1].text == "=":
                self.known[path] = nodes
            self.joins.ties.append(nodes | self.mentioned(first, last))  # a property map may name others

    def _chain(self, nodes: list[Element], inside: list[Element]) -> None:
        points = [self._point(node) for node in nodes]
        for (left, right), (first, second) in zip(
            itertools.pairwise(nodes), itertools.pairwise(points), strict=True
        ):
            between = [e for e in inside if e.kind == "relationship" and left.last < e.first < right.first]
            self._join(left, right, between[0] if between else None, (first, second))

    def _join(self, left: Element, right: Element, between: Element | None, ends: tuple[int, int]) -> None:
        step = self.tokens[left.last + 1 : right.first]
        to_one, from_one = _to_one(between, step) if between else (False, False)
        self.joins.join(Edge(*ends, right.line, to_one, from_one))
        if between and between.variable:
            self.known[between.variable] = frozenset(ends)

    def _point(self, node: Element) -> int:
        key = node.variable or f" {node.first}"  # a blank: no variable is called like it
        bound = self.known.get(key, NOTHING)
        if len(bound) != 1:
            shown = node.variable or (f"(:{'|'.join(node.names)})" if node.names else "()")
            self.known[key] = bound = frozenset({self.new(shown, node.first)})
        (point,) = bound
        if node.first in self.single:
            self.joins.fixed.add(point)
        return point

    # --- conditions -------------------------------------------------------------------------------

    def where(self, start: int, end: int) -> None:
        """Note which variables a WHERE ties to one value, or to each other."""
        for first, last in _pieces(self.tokens, start, end):
            self._condition(first, last)
        for first, last in _demands(self.tokens, start, end):
            if not _only_differs(self.tokens, first, last):
                self.tie(first, last)
        for word, first, last in subqueries(self.tokens, start, end):
            together = self.mentioned(first, last) if word == "EXISTS" else NOTHING
            if len(together) > 1:
                self.joins.correlate(together, self.tokens[first].line)

    def _condition(self, start: int, end: int) -> None:
        signs = [index for index in range(start + 1, end) if _equates(self.tokens, index)]
        if not signs or (self.tokens[start].word == "NOT" and self.tokens[signs[0]].text == "="):
            return
        left, right = self.mentioned(start, signs[0]), self.mentioned(signs[0] + 1, end)
        if left and right and left != right:
            self.joins.correlate(left | right, self.tokens[start].line)
        for (first, last), others in (((start, signs[0]), right), ((signs[0] + 1, end), left)):
            name = [token.text for token in self.tokens[first:last]]
            if not others and len(name) == 3 and name[1:] == [".", "id"] and self._alone(start, end):
                self.joins.fixed |= self.mentioned(first, last)

    def _alone(self, start: int, end: int) -> bool:
        """Whether a condition must hold, being no alternative."""
        around = (self.tokens[start - 1].word, self.tokens[end].word if end < len(self.tokens) else "")
        return around[0] in ("WHERE", "AND") and around[1] not in ("OR", "XOR")


def single_nodes(reading: Reading) -> frozenset[int]:
    """The first tokens of the patterns that are one node: by its id, or the study (a database holds one)."""
    by_id = {use.element.first for use in reading.uses if use.name == "id" and use.element}
    return frozenset(by_id.union(node.first for node in reading.elements if _is_study(reading.tokens, node)))


def _is_study(tokens: Sequence[Token], node: Element) -> bool:
    return node.names == (STUDY,) and tokens[node.first + bool(node.variable) + 2].text == STUDY


def _to_one(between: Element, step: Sequence[Token]) -> tuple[bool, bool]:
    """Whether a relationship pattern leads from its left node to one right node, and the reverse."""
    kind = RELATIONSHIP.get(between.names[0]) if len(between.names) == 1 else None
    odd = any(token.kind == "symbol" and token.text in ("*", "+", "!") for token in step)
    if kind is None or odd or not between.direction:
        return False, False
    forward = between.direction == ">"
    return (kind.one_end, kind.one_start) if forward else (kind.one_start, kind.one_end)


def _before_link(tokens: Sequence[Token], index: int) -> int | None:
    """Where the node begins that a relationship leads from to the node at ``index``, None where none does."""
    at = index - 1 - (tokens[index - 1].text == ">")
    if at < 2 or tokens[at].text != "-":
        return None
    at -= 1
    if tokens[at].text == "]":
        at = opening(tokens, at) - 1
    if at < 1 or tokens[at].text != "-":
        return None
    at -= 1 + (tokens[at - 1].text == "<")
    return opening(tokens, at) if at > 0 and tokens[at].text == ")" else None


def _pieces(tokens: Sequence[Token], start: int, end: int) -> Iterator[Range]:
    """The single conditions of a WHERE, whatever brackets they stand in; subqueries are left out."""
    begun, index = start, start
    while index < end:
        if tokens[index].word in SUBQUERIES and index + 1 < end and tokens[index + 1].text == "{":
            index = closing(tokens, index + 1)
        elif tokens[index].word in _JOINING:
            yield begun, index
            begun = index + 1
        index += 1
    yield begun, end


def _demands(tokens: Sequence[Token], start: int, end: int) -> Iterator[Range]:
    """The conditions of a WHERE that must all hold, as they stand between its outermost ANDs."""
    cuts = [index for index in outside(tokens, start, end) if tokens[index].word == "AND"]
    edges = [start - 1, *cuts, end]
    return ((a + 1, b) for a, b in itertools.pairwise(edges))


def _only_differs(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a condition says no more than that two things are not the same: that joins nothing."""
    signs = [index for index in outside(tokens, start, end - 1) if tokens[index].text == "<"]
    alternatives = any(tokens[index].word == "OR" for index in range(start, end))
    if start + 1 < end and tokens[start].word == "NOT":
        start += 1
        while tokens[start].text == "(" and closing(tokens, start) == end - 1:
            start, end = start + 1, end - 1
        several = any(tokens[index].word in _JOINING for index in range(start, end))
        equal = [index for index in outside(tokens, start, end) if _equates(tokens, index)]
        return not several and any(tokens[index].text == "=" for index in equal)
    return not alternatives and any(tokens[index + 1].text == ">" for index in signs)


def _equates(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].word == "IN" or (
        tokens[index].text == "="
        and tokens[index - 1].text not in ("<", ">")
        and tokens[index].kind == "symbol"
    )
