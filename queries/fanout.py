"""Where patterns beside each other multiply rows, and a query counts the product.

    MATCH (i:Issue)
    OPTIONAL MATCH (i)<-[:CAUSES]-(c:Cause)
    OPTIONAL MATCH (i)<-[:MITIGATES]-(m:Mitigation)
    RETURN i.id AS issue, count(c) AS causes, count(m) AS mitigations

Three causes and four mitigations are twelve rows, and both counts say 12. The remedy is count(DISTINCT c),
or to count the causes (WITH i, count(c) AS causes) before the mitigations are matched.

Found are patterns that hang side by side on what is already bound, each of which may match several times,
where no grouping stands between them and the rows are counted by an aggregate that is not DISTINCT, or are
returned as they are. What hangs in a chain, is to-one in the model, is bound by its id or is tied together
by a condition multiplies nothing. The rows that a ``CALL { }`` returns are one pattern more for the query
around it. Not found: UNWIND of two lists, and an aggregate of an aggregate (``sum`` of a ``count`` that a
later pattern repeats).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mitigraph.queries.bindings import Scope
from mitigraph.queries.clauses import Clause, Range, clauses_of, closing, parts, subqueries, word_at
from mitigraph.queries.cypher import Reading, called, is_aggregate, joined
from mitigraph.queries.findings import is_meant
from mitigraph.queries.joins import NOTHING, Branch, Edge, Joins, Points

SAFE = frozenset({"min", "max"})  # a row more or less changes neither
HINT = (
    "count DISTINCT things, or group with WITH before the second pattern; if it is meant, say why in a "
    "comment '// fan-out: ...' on the line above"
)
MEANT = "fan-out"


@dataclass(frozen=True)
class FanOut:
    """A place where rows multiply: the line of the later pattern, what is wrong, and what to do."""

    line: int
    message: str
    hint: str


@dataclass(frozen=True)
class Walked:
    """What a walk over a whole query leaves: its scope with all stretches, and the fan-outs."""

    scope: Scope
    found: tuple[FanOut, ...]


def walk(reading: Reading) -> Walked:
    """Walk over a whole query, for ``fan_outs`` and for ``products``."""
    scope = Scope(reading)
    return Walked(scope, tuple(_Rows(scope).run(0, len(scope.tokens))))


def fan_outs(walked: Walked, text: str) -> list[FanOut]:
    """The fan-outs of a query that it does not say it means (``// fan-out: why``), by line."""
    found: dict[int, FanOut] = {}
    for fan_out in walked.found:
        found.setdefault(fan_out.line, fan_out)
    return [found[line] for line in sorted(found) if not is_meant(text, line, MEANT)]


@dataclass
class _Rows:
    """One walk over the clauses of a query or subquery."""

    scope: Scope
    returned: tuple[str, ...] = ()
    single: bool = False  # the subquery gives one row

    def run(self, start: int, end: int, first: str = "", *, inside: str = "") -> Iterator[FanOut]:
        """The fan-outs of a range of tokens; ``inside`` is the word of the subquery that it is."""
        clauses = clauses_of(self.scope.tokens, start, end, first)
        outer = self.scope
        self.scope = outer.inner()
        for clause in clauses:
            if clause.word == "UNION":
                self.scope.close()
                self.scope = outer.inner()
            yield from self._clause(clause, inside)
        self.scope.close()
        if inside == "COUNT" and not self.returned:
            yield from self.crowded("COUNT { } counts", set())
        self.single = self.single and all(clause.word != "UNION" for clause in clauses)

    def _clause(self, clause: Clause, inside: str) -> Iterator[FanOut]:
        if clause.word == "CALL":
            yield from self._call(clause)
            return
        for word, start, end in subqueries(self.scope.tokens, clause.start, clause.end):
            self.scope.tie(start, end)
            if word != "EXISTS":
                yield from _Rows(self.scope).run(start, end, "MATCH", inside=word)
        if clause.word == "MATCH":
            self.scope.match(clause.start, clause.end)
        elif clause.word == "WHERE":
            self.scope.where(clause.start, clause.end)
        elif clause.word == "UNWIND":
            self._unwind(clause)
        elif clause.word == "LIMIT" and self.scope.tokens[clause.start].text == "1":
            self.scope.joins.fixed |= self.scope.joins.points
            self.scope.joins.rows = NOTHING
        elif clause.word in ("WITH", "RETURN"):
            yield from _Projection(self, clause).run(as_rows=clause.word == "RETURN" and inside != "CALL")

    def _unwind(self, clause: Clause) -> None:
        """A list becomes rows that hang on whatever the list was made of."""
        scope, name = self.scope, self.scope.tokens[clause.end - 1].name or ""
        made_of = scope.mentioned(clause.start, clause.end - 2)
        scope.known[name] = frozenset({self._hanging(name, made_of, clause.start)})

    def _hanging(self, name: str, on: Points, index: int, place: int | None = None) -> int:
        point = self.scope.new(name, place)
        line = self.scope.tokens[index].line
        for other in sorted(on):
            self.scope.joins.join(Edge(other, point, line))
        return point

    def _call(self, clause: Clause) -> Iterator[FanOut]:
        tokens, start = self.scope.tokens, clause.start
        taken = NOTHING
        if tokens[start].text == "(":
            named = (start, closing(tokens, start))
            start = named[1] + 1
            if "*" in (token.text for token in tokens[slice(*named)]):  # all; those count that it uses
                named = (start, clause.end)
            taken = self.scope.mentioned(*named)
        if start >= clause.end or tokens[start].text != "{":
            return  # a procedure
        inner = _Rows(self.scope)
        yield from inner.run(start + 1, closing(tokens, start), inside="CALL")
        if not taken and word_at(tokens, start + 1) == "WITH":
            taken = self.scope.mentioned(start, closing(tokens, start))
        points = (
            taken if inner.single else frozenset({self._hanging("CALL { }", taken, start, clause.start - 1)})
        )
        self.scope.joins.ties.append(taken)
        self.scope.known |= dict.fromkeys(inner.returned, points)

    def crowded(self, what: str, grouped: Iterable[int]) -> Iterator[FanOut]:
        joins = self.scope.joins
        found = joins.crowd(joins.rooted(grouped))
        if found:
            yield self.fan_out(found[0], found[1], what)

    def fan_out(self, first: Branch, second: Branch, what: str) -> FanOut:
        """What to say of two branches that multiply each other; ``what`` counts or holds the product."""
        shown, lines = self.scope.shown, sorted((first.line, second.line))
        on = " and ".join(dict.fromkeys(shown[min(branch.on)] for branch in (first, second)))
        where = f"line {lines[0]}" if lines[0] == lines[1] else f"lines {lines[0]} and {lines[1]}"
        message = (
            f"the patterns in {where} that hang on {on} multiply each other's rows, and {what} the product"
        )
        return FanOut(lines[1], message, HINT)


@dataclass
class _Projection:
    """A WITH or RETURN: what it groups by, what it counts, and what is bound after it."""

    rows: _Rows
    clause: Clause

    def run(self, *, as_rows: bool) -> Iterator[FanOut]:
        scope, tokens = self.rows.scope, self.rows.scope.tokens
        start = self.clause.start
        distinct = start < self.clause.end and tokens[start].word == "DISTINCT"
        items = parts(tokens, start + distinct, self.clause.end)
        counted = [item for item in items if _aggregates(self.rows, item)]
        kept = [item for item in items if item not in counted]
        grouped = {point for item in kept for point in scope.mentioned(*item)}
        for item in items:
            scope.tie_patterns(*item)
            scope.joins.compared.append(scope.mentioned(*item))
        for item in counted:
            yield from self._counted(item, grouped)
        if as_rows and not counted and not distinct:
            yield from self.rows.crowded("the answer holds", ())
        self._bind(items, counted, grouped if counted or distinct else None)
        self.rows.single = bool(counted) and not kept

    def _counted(self, item: Range, grouped: set[int]) -> Iterator[FanOut]:
        """The fan-outs of an item's aggregates."""
        tokens = self.rows.scope.tokens
        for index in range(*item):
            if not is_aggregate(tokens, index) or tokens[index].text.lower() in SAFE:
                continue
            end = closing(tokens, index + 1)
            if word_at(tokens, index + 2) != "DISTINCT":
                what = f"{called(joined(tokens[index : end + 1]))} counts"
                yield from self._aggregate((index + 2, end), grouped, what)

    def _aggregate(self, argument: Range, grouped: set[int], what: str) -> Iterator[FanOut]:
        scope, joins = self.rows.scope, self.rows.scope.joins
        base = joins.determined(joins.rooted(grouped))
        targets = frozenset(scope.mentioned(*argument) - base)
        if not targets:
            yield from self.rows.crowded(what, grouped)
            return
        way = joins.determined(base | joins.path(base, targets))
        for branch in joins.branches(joins.determined(way | targets)):
            if len(branch.on) == 1 and branch.on <= way:
                yield self.rows.fan_out(self._own(joins, way, targets) or branch, branch, what)
                return

    def _own(self, joins: Joins, way: set[int], targets: Points) -> Branch | None:
        """The branch that is counted, for the message."""
        return next((branch for branch in joins.branches(way - targets) if branch.points & targets), None)

    def _bind(self, items: list[Range], counted: list[Range], grouped: set[int] | None) -> None:
        scope, tokens = self.rows.scope, self.rows.scope.tokens
        everything = any(tokens[start].text == "*" and start + 1 == end for start, end in items)
        bound = dict(scope.known) if everything else {}
        for start, end in items:
            bound[tokens[end - 1].name or ""] = (
                NOTHING
                if (start, end) in counted
                else scope.mentioned(start, end - 2 if end - start > 2 else end)
            )
        self.rows.returned = tuple(name for name in bound if name and not name.startswith(" "))
        if grouped is not None:
            made_of = {tokens[item[1] - 1].name or "": self._made_of(*item) for item in counted}
            bound = self._regrouped(bound, grouped, {**bound, **made_of})
        scope.known = bound

    def _made_of(self, start: int, end: int) -> Points:
        """The points that an aggregate is made of; count(*) is of all that was matched."""
        scope = self.rows.scope
        if any(scope.tokens[at].text == "*" and scope.tokens[at - 1].text == "(" for at in range(start, end)):
            return frozenset(scope.joins.points - scope.joins.rows - scope.joins.fixed)
        return scope.mentioned(start, end)

    def _regrouped(
        self, bound: dict[str, Points], grouped: set[int], made_of: dict[str, Points]
    ) -> dict[str, Points]:
        """After a grouping each variable is a point of its own; the rows are one of each."""
        scope = self.rows.scope
        many = [part for part in scope.joins.apart() if part & grouped]
        matched = any(point in scope.places for part in many for point in part)
        scope.close()
        scope.joins = Joins()
        points = {name: scope.new(name, self.clause.start if matched else None) for name in bound}
        scope.sources |= {point: made_of[name] for name, point in points.items()}
        scope.joins.fixed = set(points.values())
        scope.joins.rows = frozenset(points.values() if many else ())
        return {name: frozenset({point}) for name, point in points.items()}


def _aggregates(rows: _Rows, item: Range) -> bool:
    return any(is_aggregate(rows.scope.tokens, index) for index in range(*item))
