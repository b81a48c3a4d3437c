"""What an expression makes of the order of lists: a walk over its tokens that yields a ``Value``.

No grammar: operators split an expression, brackets nest, and what the walk does not know has no order that
could be open, so that it never complains wrongly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from mitigraph.queries.clauses import SUBQUERIES, Range, closing, outside, parts, word_at
from mitigraph.queries.cypher import Token
from mitigraph.queries.sequences import PLAIN, Key, Value, chained, tested, union

# What compares or tests gives a truth value; the arithmetic signs join texts and lists.
# WITH is the end of STARTS WITH and ENDS WITH; a variable may be called ends.
_TESTS = frozenset({"AND", "OR", "XOR", "NOT", "IN", "CONTAINS", "WITH", "IS"})
_TEST_SIGNS, _JOIN_SIGNS = frozenset("=<>~:|&!"), frozenset({"+", "-", "*", "/", "%", "^", "||"})
_QUANTIFIERS = frozenset({"any", "all", "none", "single"})
_LENGTHS = frozenset({"size", "isempty"})
_MEASURES = frozenset(
    {"size", "isempty", "length", "exists", "count", "sum", "avg", "stdev", "stdevp", "percentilecont"}
    | {"percentiledisc", "range", "labels", "type", "keys", "id", "elementid"}
)
_SHORTEST = 3  # tokens of ``t = 0`` and of ``x IN xs``
_OF_LISTS = frozenset({"collect", "head", "last", "tail"})
_CASE_WORDS = frozenset({"WHEN", "THEN", "ELSE"})
_AFTER_A_VARIABLE = frozenset({".", ",", ")", "]", "}", "=", "<", ">", "+", "*", "/", "%", "^", "|", ":"})


@dataclass(frozen=True)
class Expressions:
    """Expressions at one place of a query: what its variables are, and whether its rows have an order.

    ``listed`` gives the list that ``COLLECT { }`` makes, by the index of the word and the range inside.
    """

    tokens: Sequence[Token]
    known: Mapping[str, Value]
    ordered: bool
    listed: Callable[[int, Range], Value] = field(repr=False)

    def value(self, start: int, end: int) -> Value:
        """What the expression in a range of tokens is."""
        signs = list(self._operators(start, end))
        if not signs:
            return self._postfixed(start, end) if start < end else PLAIN
        edges = [start - 1, *signs, end]
        operands = [self.value(a + 1, b) for a, b in pairwise(edges)]
        tests = any(self.tokens[at].word or self.tokens[at].text in _TEST_SIGNS for at in signs)
        return tested(operands) if tests else chained(operands)

    def _operators(self, start: int, end: int) -> Iterator[int]:
        """The operators that stand in no bracket and no CASE."""
        for index in self._bare(start, end):
            token = self.tokens[index]
            if token.word in _TESTS or (token.kind == "symbol" and token.text in _TEST_SIGNS | _JOIN_SIGNS):
                yield index

    def _bare(self, start: int, end: int) -> Iterator[int]:
        """The indexes of tokens in no bracket and between no CASE and END."""
        depth = 0
        for index in outside(self.tokens, start, end):
            depth -= self.tokens[index].word == "END" and depth > 0
            if depth == 0:
                yield index
            depth += self._begins_case(index, end)

    def _begins_case(self, index: int, end: int) -> bool:
        """Whether a token is the keyword CASE: no variable of that name, and a WHEN stands before its END."""
        if self.tokens[index].word != "CASE" or self._text(index + 1) in _AFTER_A_VARIABLE:
            return False
        if index and self.tokens[index - 1].word == "CASE" and word_at(self.tokens, index + 1) == "WHEN":
            return False  # CASE case WHEN
        words = (self.tokens[at].word for at in outside(self.tokens, index + 1, end))
        return next((word for word in words if word in ("WHEN", "END")), "") == "WHEN"

    # --- one operand ------------------------------------------------------------------------------

    def _postfixed(self, start: int, end: int) -> Value:
        value, at = self._primary(start, end)
        while at < end:
            text = self.tokens[at].text
            if text == "." and at + 1 < end:
                value, at = value.under(self.tokens[at + 1].name), at + 2
            elif text == "[":
                close = closing(self.tokens, at)
                value, at = self._subscript(value, at, close), close + 1
            elif text == "{":
                close = closing(self.tokens, at)  # a map projection
                value, at = self._map(at + 1, close), close + 1
            else:
                at += 1
        return value

    def _primary(self, start: int, end: int) -> tuple[Value, int]:
        """The first value of an operand, and where it ends."""
        token = self.tokens[start]
        if token.text in ("(", "[", "{") and token.kind == "symbol":
            close = closing(self.tokens, start)
            read = {"(": self.value, "[": self._bracket, "{": self._map}[token.text]
            return read(start + 1, close), close + 1
        if self._begins_case(start, end):
            stop = next((at for at in self._bare(start, end) if self.tokens[at].word == "END"), end)
            return self._case(start + 1, stop), stop + 1
        if token.word in SUBQUERIES and self._text(start + 1) == "{":
            close = closing(self.tokens, start + 1)
            found = self.listed(start, (start + 2, close)) if token.word == "COLLECT" else PLAIN
            return found, close + 1
        if token.name and self._text(start + 1) == "(":
            close = closing(self.tokens, start + 1)
            return self._call(start, start + 2, close), close + 1
        return self.known.get(token.name or "", PLAIN), start + 1

    def _subscript(self, value: Value, start: int, close: int) -> Value:
        inside = [self.tokens[at].text for at in range(start + 1, close)]
        if ".." in inside:
            return self._cut(value, start)
        return value.take(start, _key("".join(inside)))

    def _case(self, start: int, end: int) -> Value:
        edges = [at for at in self._bare(start, end) if self.tokens[at].word in _CASE_WORDS]
        conditions, results = [self.value(start, edges[0] if edges else end)], list[Value]()
        for at, stop in pairwise([*edges, end]):
            value = self.value(at + 1, stop)
            (conditions if self.tokens[at].word == "WHEN" else results).append(value)
        decided = tested(conditions)
        return union(results) if decided is PLAIN else decided

    def _map(self, start: int, end: int) -> Value:
        found: dict[Key, Value] = {}
        for first, last in parts(self.tokens, start, end):
            if self._text(first + 1) == ":":
                found[self.tokens[first].name or ""] = self.value(first + 2, last)
        return Value(parts=found)

    # --- lists ------------------------------------------------------------------------------------

    def _bracket(self, start: int, end: int) -> Value:
        """A list: written out, a comprehension, or one that a pattern makes."""
        bar = next((at for at in outside(self.tokens, start, end) if self.tokens[at].text == "|"), None)
        if start < end and self.tokens[start].name and self.tokens[start + 1].word == "IN":
            return self._comprehension(start, end)
        if bar is not None and (self.tokens[start].text == "(" or self._text(start + 1) == "="):
            return Value(loose=start - 1, each=self.value(bar + 1, end))
        items = [self.value(*part) for part in parts(self.tokens, start, end)]
        return Value(parts=dict(enumerate(items)))

    def _comprehension(self, start: int, end: int) -> Value:
        """``x IN list WHERE condition | what``; what an equality finds is sought."""
        where = self._first(start, end, "WHERE")
        bar = self._first(start if where == end else where, end, "|")
        source = self.value(start + 2, min(where, bar))
        inner = self.binding(self.tokens[start].name, source.element())
        each = inner.value(bar + 1, end) if bar < end else source.element()
        if source.taken is None and where < bar:
            condition = inner.value(where + 1, bar)
            source = condition if condition.taken is not None else source
        return Value(source.loose, source.taken, each, sought=self._equates(where, bar))

    def _equates(self, start: int, end: int) -> bool:
        return any(
            self.tokens[at].text == "=" and self.tokens[at - 1].text not in ("<", ">")
            for at in outside(self.tokens, start, end)
        )

    def _first(self, start: int, end: int, text: str) -> int:
        """The first token of that text outside of brackets, or the end."""
        bare = outside(self.tokens, start, end)
        return next((at for at in bare if text in (self.tokens[at].word, self._text(at))), end)

    def binding(self, name: str | None, value: Value) -> Expressions:
        """The same place with one variable more."""
        return replace(self, known={**self.known, name or "": value})

    # --- functions --------------------------------------------------------------------------------

    def _call(self, name: int, start: int, end: int) -> Value:
        """A function by the index of its name, and its arguments."""
        called = (self.tokens[name].name or "").lower()
        if called in _QUANTIFIERS:
            return self._quantified(start, end)
        if called == "reduce":
            return self._reduce(name, start, end)
        distinct = start < end and self.tokens[start].word == "DISTINCT"
        values = [self.value(*part) for part in parts(self.tokens, start + distinct, end)]
        if called in _LENGTHS and values and values[0].cut:
            return PLAIN
        if called in _MEASURES or not values:
            return tested(values)
        return union(values) if called not in _OF_LISTS else self._of_list(called, name, values[0])

    def _quantified(self, start: int, end: int) -> Value:
        """``x IN list WHERE condition``: what a part of a list holds is open, and decides it."""
        source = self.value(start + 2, self._first(start, end, "WHERE"))
        return tested([source] if source.cut else [])

    def _of_list(self, called: str, name: int, given: Value) -> Value:
        """A function that makes a list, or takes from one."""
        if called == "collect":
            return Value(loose=None if self.ordered else name, each=given)
        if called == "tail":
            return self._cut(given, name)
        return given.take(name, 0 if called == "head" else -1)

    def _cut(self, value: Value, token: int) -> Value:
        """A part of a list by its places."""
        cut = value.take(token)
        if cut.taken is None:
            return Value(cut.loose, None, value.element())
        return Value(cut.loose, cut.taken, cut=value.taken is None or value.cut)

    def _reduce(self, name: int, start: int, end: int) -> Value:
        """A text or list that is built up keeps the order, a sum or a maximum does not have it."""
        begun, walked = [*parts(self.tokens, start, end), (end, end), (end, end)][:2]
        bar = self._first(walked[0], walked[1], "|")
        if begun[1] - begun[0] < _SHORTEST or bar - walked[0] < _SHORTEST or bar == walked[1]:
            return PLAIN  # the database says what it lacks
        source = self.value(walked[0] + 2, bar)
        initial = self.value(begun[0] + 2, begun[1])
        inner = self.binding(self.tokens[begun[0]].name, initial)
        inner = inner.binding(self.tokens[walked[0]].name, source.element())
        built = inner.value(bar + 1, walked[1])
        if self.tokens[begun[0] + 2].kind != "string" and self._text(begun[0] + 2) != "[":
            steps = self._steps(self.tokens[begun[0]].text, bar + 1, walked[1])
            return tested([source.take(name) if steps else source, built])
        whole = union([Value(source.loose, source.taken), Value(built.loose, built.taken)])
        return Value(whole.loose, whole.taken, built.each)

    def _steps(self, name: str, start: int, end: int) -> bool:
        """Whether what is built up depends on each step before: it decides a WHEN and is calculated with."""
        found = [at for at in range(start, end) if self.tokens[at].text == name and self.tokens[at].name]
        after = [at for at in range(start, end) if self.tokens[at].word in _CASE_WORDS]
        roles = {
            (self.tokens[max(word for word in after if word < at)].word, self._text(at + 1))
            for at in found
            if after and after[0] < at
        }
        decides = any(word == "WHEN" for word, _sign in roles)
        return decides and any(word != "WHEN" and sign in _JOIN_SIGNS for word, sign in roles)

    def _text(self, index: int) -> str:
        return self.tokens[index].text if index < len(self.tokens) else ""


def _key(text: str) -> Key | None:
    """A key that is written out: a number or a string."""
    if text.lstrip("-").isdigit():
        return int(text)
    return text[1:-1] if text[:1] in ("'", '"') else None
