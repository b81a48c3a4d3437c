"""Lists whose order reaches the answer, and that nothing has sorted.

    MATCH (i:Issue)<-[:CAUSES]-(c:Cause)
    RETURN i.id AS issue, collect(c.name) AS causes
    ORDER BY issue

``causes`` is in another order on another database, or tomorrow. The remedy is to sort the rows just
before: ``WITH i, c ORDER BY c.name``. The walk follows each list from where it is made to where it is used. A
list that is measured, searched or made anew from sorted rows does no harm; one that stands in a column does,
and so does what was taken from one by its place, wherever it decides something. An ORDER BY counts as whole:
ties in it are not looked for, and that an aggregation keeps the order of its rows is what the packs rest on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mitigraph.queries.bindings import single_nodes
from mitigraph.queries.clauses import Clause, Range, clauses_of, closing, parts
from mitigraph.queries.cypher import Reading, Token, called, is_aggregate, joined
from mitigraph.queries.expressions import Expressions
from mitigraph.queries.findings import is_meant
from mitigraph.queries.sequences import PLAIN, Value, union
from mitigraph.queries.table import EXCERPTS

MEANT = "order"
LONG = 40
SAID = "if any order will do, say why in a comment '// order: ...' on the line above"


@dataclass(frozen=True)
class OpenOrder:
    """A list in no order that the answer depends on; ``decides``: not only the list's own order does."""

    line: int
    column: int
    message: str
    hint: str
    decides: bool


def open_orders(reading: Reading, text: str) -> list[OpenOrder]:
    """The lists whose order is left open and reaches the answer, in the order of the text."""
    found: dict[int, OpenOrder] = {}
    _Rows(reading.tokens, single_nodes(reading), found).run(0, len(reading.tokens))
    return [found[at] for at in sorted(found) if not is_meant(text, found[at].line, MEANT)]


@dataclass
class _Rows:
    """One walk over the clauses of a query or subquery; ``found`` is by the token that made the list."""

    tokens: tuple[Token, ...]
    ones: frozenset[int]  # the first tokens of patterns that are one node
    found: dict[int, OpenOrder]
    known: dict[str, Value] = field(default_factory=dict)
    before: dict[str, Value] = field(default_factory=dict)  # what a WITH leaves out: its ORDER BY sees it
    returned: dict[str, Value] = field(default_factory=dict)
    ordered: bool = True  # the rows; one row is in order
    single: bool = True

    def run(self, start: int, end: int, first: str = "", *, inside: str = "") -> None:
        """Walk over a range of tokens; ``inside`` is the word of the subquery that it is."""
        clauses, outer = clauses_of(self.tokens, start, end, first), dict(self.known)
        columns: dict[str, Value] = {}
        for clause in clauses:
            if clause.word == "UNION":
                columns = _both(columns, self.returned)
                self.known, self.ordered, self.single = dict(outer), True, True
            self._clause(clause, inside)
        self.returned = _both(columns, self.returned)
        if any(clause.word == "UNION" for clause in clauses):
            self.ordered = self.single = False

    def _clause(self, clause: Clause, inside: str) -> None:
        start, end = clause.start, clause.end
        if clause.word == "MATCH":
            self._match(clause)
        elif clause.word == "WHERE":
            self._decides(self._value(start, end), "the WHERE", start)
        elif clause.word == "UNWIND":
            unwound = self._value(start, end - 2)
            self.known[self.tokens[end - 1].name or ""] = unwound.element()
            self.ordered, self.single = self.ordered and unwound.loose is None, False
        elif clause.word == "CALL":
            self._call(clause)
        elif clause.word in ("WITH", "RETURN"):
            self._project(clause, answers=clause.word == "RETURN" and not inside)
        elif clause.word == "ORDER":
            self._sort(clause)
        elif clause.word == "LIMIT" and self.tokens[start].text == "1":
            self.ordered = self.single = True

    def _match(self, clause: Clause) -> None:
        for index in range(clause.start, clause.end):
            token = self.tokens[index]
            if token.name and token.kind != "property":
                self._decides(self.known.get(token.name, PLAIN), "the MATCH", index)
        if not (
            self.single and all(self._one(*part) for part in parts(self.tokens, clause.start, clause.end))
        ):
            self.ordered = self.single = False

    def _one(self, start: int, end: int) -> bool:
        """Whether a pattern is one node and nothing more."""
        return start in self.ones and closing(self.tokens, start) == end - 1

    def _sort(self, clause: Clause) -> None:
        self.known, after = {**self.before, **self.known}, self.known
        for start, end in parts(self.tokens, clause.start + 1, clause.end):
            self._decides(self._value(start, end), "the ORDER BY", start)
        self.known, self.ordered = after, True

    def _call(self, clause: Clause) -> None:
        start = clause.start
        if self.tokens[start].text == "(":
            start = closing(self.tokens, start) + 1
        if start >= clause.end or self.tokens[start].text != "{":
            self.ordered = self.single = False  # a procedure
            return
        inner = _Rows(self.tokens, self.ones, self.found, dict(self.known))
        inner.run(start + 1, closing(self.tokens, start), inside="CALL")
        self.known |= inner.returned
        self.ordered = self.ordered and inner.ordered
        self.single = self.single and inner.single

    def _project(self, clause: Clause, *, answers: bool) -> None:
        distinct = clause.start < clause.end and self.tokens[clause.start].word == "DISTINCT"
        items = parts(self.tokens, clause.start + distinct, clause.end)
        bound: dict[str, Value] = {}
        for item in items:
            if self.tokens[item[0]].text == "*":
                bound |= self.known
                continue
            name = self.tokens[item[1] - 1].name or ""
            bound[name] = self._value(item[0], item[1] - 2 if self._named(item) else item[1])
            if answers and name != EXCERPTS:  # those are sorted where they are opened
                self._answers(bound[name], name)
        counted = [item for item in items if self._aggregates(item)]
        if counted and len(counted) == len(items):
            self.ordered = self.single = True
        elif counted and not self.single:
            self.ordered = False
        self.before, self.known, self.returned = self.known, bound, bound

    def _named(self, item: Range) -> bool:
        return item[1] - item[0] > 2 and self.tokens[item[1] - 2].word == "AS"

    def _aggregates(self, item: Range) -> bool:
        return any(is_aggregate(self.tokens, at) for at in range(*item))

    # --- values -----------------------------------------------------------------------------------

    def _value(self, start: int, end: int) -> Value:
        return Expressions(self.tokens, self.known, self.ordered, self._listed).value(start, end)

    def _listed(self, word: int, inside: Range) -> Value:
        """The list that ``COLLECT { }`` makes."""
        inner = _Rows(self.tokens, self.ones, self.found, dict(self.known))
        inner.run(*inside, "MATCH", inside="COLLECT")
        each = next(iter(inner.returned.values()), PLAIN)
        return Value(loose=None if inner.ordered else word, each=each)

    # --- what is found ----------------------------------------------------------------------------

    def _answers(self, value: Value, column: str) -> None:
        for fault in value.faults():
            self._find(fault, f"the column '{column}'" if column else "a column")

    def _decides(self, value: Value, where: str, index: int) -> None:
        if value.taken is not None:
            self._find(value, f"{where} in line {self.tokens[index].line}")

    def _find(self, value: Value, where: str) -> None:
        made, taken = value.loose, value.taken
        if made is None or (made in self.found and (taken is None or self.found[made].decides)):
            return
        reaches = f"{where} holds it"
        if taken is not None:
            took = "".join(self._taking(taken))
            reaches = f"what {took} in line {self.tokens[taken].line} takes of it decides {where}"
        what, todo = self._made(made)
        message = f"{what} makes its list in no order, and {reaches}"
        token = self.tokens[made]
        self.found[made] = OpenOrder(token.line, token.column, message, f"{todo}; {SAID}", taken is not None)

    def _made(self, made: int) -> tuple[str, str]:
        """What makes a list, and how to have it in order."""
        if self.tokens[made].text == "[":
            return "the pattern in [ ]", "write COLLECT { MATCH ... RETURN ... ORDER BY ... } in its place"
        if self.tokens[made + 1].text == "{":
            return "COLLECT { }", "end what stands in it with ORDER BY"
        text = called(joined(self.tokens[made : closing(self.tokens, made + 1) + 1]))
        todo = "sort the rows just before it: WITH ... ORDER BY ..."
        return (text if len(text) < LONG else "collect(...)"), todo

    def _taking(self, taken: int) -> Iterator[str]:
        if self.tokens[taken].text == "[":
            yield from (token.text for token in self.tokens[taken : closing(self.tokens, taken) + 1])
        else:
            yield f"{self.tokens[taken].text}()"


def _both(first: dict[str, Value], second: dict[str, Value]) -> dict[str, Value]:
    """The columns of the parts of a UNION."""
    return {name: union([first[name], value]) if name in first else value for name, value in second.items()}
