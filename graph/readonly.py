r"""Reads cannot write: an allow-list of what a query may be made of, checked before it runs.

``refuse_writes`` passes a query of MATCH, OPTIONAL MATCH, WITH, UNWIND, RETURN, UNION, ``CALL { }`` and
``CALL (x) { }`` of the same, with WHERE, ORDER BY, SKIP, LIMIT, ``EXISTS { }``, ``COUNT { }`` and
``COLLECT { }``, Cypher's own functions (FUNCTIONS, NAMESPACES) and four procedures (PROCEDURES), after
EXPLAIN or PROFILE too. Whatever it does not know, it refuses.

It is a grammar of its own because no parser on PyPI would do: each refuses some of ``COLLECT { }``,
``CALL (x) { }``, map projections, quantified paths and label expressions (docs/decisions.md compares them).
A full parser is not needed either. Two rules, each enough for the clauses of today, make it fail closed:

1. Expressions alternate between operands and operators. Where an operand has ended, a word must be one
   of the few that join or end an expression (JOINS, ENDINGS) or start a clause that reads (CLAUSES).
   Any other word there would be a clause, known or not, and is refused.
2. A word that starts a writing clause (WRITERS) is refused anywhere, unless what stands beside it shows
   that it is a name: ``n.set``, ``:Create``, ``{delete: 1}``, ``$set``, or a sign after it with which no
   clause goes on. Elsewhere such a name needs backticks.
"""

from __future__ import annotations

from functools import lru_cache

from mitigraph.errors import WriteRefused
from mitigraph.graph.cypher_tokens import Token, tokens_of

PREFIXES = frozenset({"EXPLAIN", "PROFILE"})
CLAUSES = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"})
PARTS = frozenset({"WHERE", "ORDER", "SKIP", "OFFSET", "LIMIT", "YIELD"})
JOINS = frozenset(
    {"AND", "OR", "XOR", "IN", "IS", "STARTS", "ENDS", "CONTAINS", "AS", "WHEN", "THEN", "ELSE", "NOT"}
)
ENDINGS = frozenset({"ASC", "ASCENDING", "DESC", "DESCENDING", "END"})
# Words before an operand that leave it still to come.
OPENERS = frozenset({"NOT", "DISTINCT", "CASE"})
FOLLOWERS = {"ORDER": "BY", "STARTS": "WITH", "ENDS": "WITH"}
SUBQUERIES = frozenset({"EXISTS", "COUNT", "COLLECT"})
WRITERS = frozenset(
    {"CREATE", "MERGE", "SET", "DELETE", "DETACH", "NODETACH", "REMOVE", "FOREACH", "INSERT", "LOAD", "DROP",
     "USE", "CALL"}
)  # fmt: skip
NAME_BEFORE = frozenset({":", "&", "!", "|"})
NAME_AFTER = frozenset({",", ")", "]", "}", ":", ";", ".", "=", "<", ">", "|"})
PAIRS = {"(": ")", "[": "]", "{": "}"}

PROCEDURES = frozenset(
    {"db.labels", "db.relationshiptypes", "db.propertykeys", "db.index.fulltext.querynodes"}
)
NAMESPACES = frozenset({"date", "datetime", "localdatetime", "time", "localtime", "duration", "point"})
FUNCTIONS = frozenset(
    """
    abs acos all allreduce any asin atan atan2 avg btrim ceil char_length character_length coalesce collect
    cos cosh cot coth count date datetime degrees duration e elementid endnode exists exp floor haversin head
    id isempty isnan keys labels last left length localdatetime localtime log log10 lower ltrim max min nodes
    none normalize nullif percentilecont percentiledisc pi point properties radians rand randomuuid range
    reduce relationships replace reverse right round rtrim shortestpath allshortestpaths sign sin single sinh
    size split sqrt startnode stdev stdevp substring sum tail tan tanh time timestamp toboolean
    tobooleanlist tobooleanornull tofloat tofloatlist tofloatornull tointeger tointegerlist tointegerornull
    tolower tostring tostringlist tostringornull toupper trim type upper valuetype
    """.split()  # noqa: SIM905  (a list this long reads better as words)
)

MAX_DEPTH = 100


def refuse_writes(query: str) -> None:
    """Raise WriteRefused unless the query can do nothing but read.

    Raises:
        WriteRefused: naming the line and the word, and what to do about it.
    """
    _pass(query)


@lru_cache(maxsize=1024)
def _pass(query: str) -> None:
    """Raise for what could write. What passes is kept: a query is asked often, and a refusal is not kept."""
    Reader(tokens_of(query)).statement()


class Reader:
    """Walks over the tokens of one statement; every method ends where its part ends, or raises."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    # -- tokens ---------------------------------------------------------------------------------------

    def _look(self, ahead: int = 0) -> Token:
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    def _before(self, back: int = 1) -> Token | None:
        return self._tokens[self._at - back] if self._at >= back else None

    def _take(self) -> Token:
        token = self._look()
        self._at += 1
        return token

    def _is(self, *keys: str, ahead: int = 0) -> bool:
        token = self._look(ahead)
        return token.kind in ("word", "sign") and token.key in keys

    # -- clauses --------------------------------------------------------------------------------------

    def statement(self) -> None:
        """The whole text: one query, perhaps to be explained, perhaps with a semicolon at its end."""
        if self._look().kind == "word" and self._look().key in PREFIXES:
            self._take()
        self._query()
        if self._is(";"):
            self._take()
        if self._look().kind != "end":
            raise self._refused("a second statement", "run one query at a time")

    def _query(self) -> None:
        self._clause()
        while self._look().kind == "word":
            if self._is("UNION"):
                self._take()
                if self._is("ALL", "DISTINCT"):
                    self._take()
            self._clause()

    def _clause(self) -> None:
        if self._look().kind != "word" or self._look().key not in CLAUSES:
            raise self._unknown()
        word = self._take().key
        if word == "OPTIONAL":
            if not self._is("MATCH", "CALL"):
                raise self._unknown()
            word = self._take().key
        if word == "CALL":
            self._call()
        else:
            self._body()

    def _call(self) -> None:
        """After CALL: a subquery, with or without the variables it takes, or a procedure."""
        if self._is("("):
            self._brackets()
            if not self._is("{"):
                raise self._unknown()
        if self._is("{"):
            self._subquery()
            if self._is("IN"):
                raise self._refused("IN TRANSACTIONS", "a query that reads needs no transactions of its own")
            return
        self._procedure()
        self._body(after_operand=True)

    def _procedure(self) -> None:
        start = self._look()
        name = self._dotted_name()
        if name.casefold() not in PROCEDURES:
            hint = f"a query may call {', '.join(sorted(PROCEDURES))} and no other procedure"
            raise WriteRefused(
                f"query, line {start.line}: procedure {name or start.text!r} is not allowed", hint
            )
        if self._is("("):
            self._brackets()

    def _subquery(self) -> None:
        self._enter()
        self._take()
        self._query()
        self._close("}")

    # -- expressions and patterns ----------------------------------------------------------------------

    def _body(self, *, after_operand: bool = False) -> None:
        """Operands and operators, up to a clause, a closing bracket, a semicolon or the end."""
        ended = after_operand
        while not self._at_end():
            token = self._look()
            if ended and token.kind == "word":
                if token.key in (*CLAUSES, "UNION"):
                    return
                ended = self._join()
            elif token.kind == "sign":
                ended = self._sign(ended=ended)
            elif ended:
                raise self._unknown()
            elif self._after_quantifier() and token.key in (*CLAUSES, "UNION"):
                return
            else:
                ended = self._operand()

    def _at_end(self) -> bool:
        return self._look().kind == "end" or self._is(")", "]", "}", ";")

    def _join(self) -> bool:
        """A word where an operand has ended; whether one has ended after it as well."""
        word = self._look().key
        if word not in JOINS | ENDINGS | PARTS:
            raise self._unknown()
        self._take()
        if word in FOLLOWERS:
            if not self._is(FOLLOWERS[word]):
                raise self._unknown()
            self._take()
        return word in ENDINGS

    def _sign(self, *, ended: bool) -> bool:
        """An operator, a comma or an opening bracket; whether an operand has ended after it."""
        if self._is(*PAIRS):
            self._brackets()
            return True
        star = self._is("*")
        self._take()
        # RETURN *, count(*) and [*1..3]: there the star stands for an operand, and bounds may follow it.
        return star and not ended and self._look().kind != "number"

    def _operand(self) -> bool:
        """A word, name, literal or parameter where an operand may stand."""
        token = self._look()
        if token.kind in ("string", "number", "parameter"):
            self._take()
            return True
        if token.kind == "word" and self._opens_operand(token):
            self._take()
            return False
        if token.kind == "word" and self._after_quantifier() and token.key in PARTS:
            return self._join()
        if token.kind == "word" and token.key in SUBQUERIES and self._is("{", ahead=1):
            self._take()
            self._braces_of_subquery()
            return True
        self._name()
        return True

    def _opens_operand(self, token: Token) -> bool:
        if token.key == "WHEN":
            before = self._before()
            return before is not None and before.key == "CASE"
        return token.key in OPENERS and not self._is(*NAME_AFTER, ahead=1) and self._look(1).kind != "end"

    def _after_quantifier(self) -> bool:
        """Whether the ``+`` of ``((a)-->(b))+``, or a ``*``, stands before: it ends a pattern."""
        before, further = self._before(), self._before(2)
        return before is not None and further is not None and before.key in ("+", "*") and further.key == ")"

    def _braces_of_subquery(self) -> None:
        if self._is(*CLAUSES, ahead=1):
            self._subquery()
        else:
            self._brackets()

    def _brackets(self) -> None:
        self._enter()
        opening = self._take().text
        self._body()
        self._close(PAIRS[opening])

    def _name(self) -> None:
        """A variable, property, label, type, key or function; a dotted function is taken as one name."""
        start = self._at
        name = self._dotted_name()
        if self._is("("):
            self._demand_function(name, self._tokens[start])

    def _dotted_name(self) -> str:
        parts = []
        while self._look().kind in ("word", "name"):
            self._demand_no_writer()
            parts.append(self._take().plain)
            if not (self._is(".") and self._look(1).kind in ("word", "name")):
                break
            self._take()
        return ".".join(parts)

    def _demand_function(self, name: str, token: Token) -> None:
        space, _, _ = name.casefold().rpartition(".")
        known = space in NAMESPACES if space else name.casefold() in FUNCTIONS
        if not known:
            hint = "only Cypher's own functions may stand in a query that reads"
            raise WriteRefused(f"query, line {token.line}: function {name!r} is not allowed", hint)

    def _demand_no_writer(self) -> None:
        token = self._look()
        if token.kind != "word" or token.key not in WRITERS:
            return
        if self._is(*NAME_AFTER, ahead=1) or self._look(1).kind == "end" or self._is_name_by_what_precedes():
            return
        raise self._unknown()

    def _is_name_by_what_precedes(self) -> bool:
        before, further = self._before(), self._before(2)
        if before is None or before.kind != "sign":
            return False
        if before.text == ".":
            # After a number the point may belong to it (`1.`), and a clause may follow.
            return further is not None and further.kind != "number"
        return before.text in NAME_BEFORE

    # -- brackets and refusals -------------------------------------------------------------------------

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._refused("a bracket nested this deep", "simplify the query")

    def _close(self, bracket: str) -> None:
        if not self._is(bracket):
            raise self._unknown()
        self._take()
        self._depth -= 1

    def _unknown(self) -> WriteRefused:
        token = self._look()
        if token.kind == "end":
            return self._refused("the end of the query", "it is not complete")
        hint = (
            "a query reads with MATCH, WITH, UNWIND, CALL { } and RETURN; a name like this needs `backticks`"
        )
        return self._refused(repr(token.text), hint)

    def _refused(self, what: str, hint: str) -> WriteRefused:
        return WriteRefused(f"query, line {self._look().line}: {what} is not allowed here", hint)
