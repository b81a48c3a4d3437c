"""What can be known about a query without a database.

A name that the model does not have is no error for a database, which answers with no rows; a misspelt
label would pass for "nobody reports this". So every name is held against the model before it runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from mitigraph.errors import WriteRefused
from mitigraph.graph.model import NODE
from mitigraph.graph.readonly import refuse_writes
from mitigraph.queries.catalog import Query
from mitigraph.queries.clauses import bodies, clauses_of
from mitigraph.queries.cypher import Item, Reading, Token, Use, read_cypher
from mitigraph.queries.declared import check_declarations
from mitigraph.queries.doubts import doubts
from mitigraph.queries.findings import Finding, place_of
from mitigraph.queries.header import line_in_header
from mitigraph.queries.nearest import did_you_mean
from mitigraph.queries.schema_names import unknown_names
from mitigraph.queries.table import EXCERPTS

CONFIDENTIAL = "text"  # the one property that holds exact words of interviews
CUTS = frozenset({"LIMIT", "SKIP", "OFFSET"})
VERBATIM = "verbatim"  # the parameter that a query needs to hand them out


def check_query(query: Query) -> list[Finding]:
    """All that is wrong or doubtful in a query, in the order of its lines; empty where nothing is."""
    try:
        refuse_writes(query.text)
    except WriteRefused as error:
        found = re.search(r"line (\d+)", error.message)
        return [Finding(_at(query, int(found[1]) if found else 1), error.message, error.hint)]
    reading = read_cypher(query.text)
    findings = [finding for check in CHECKS for finding in check(query, reading)]
    return sorted(findings, key=lambda finding: _position(finding, query))


def _position(finding: Finding, query: Query) -> list[int]:
    """Line and column."""
    return [int(number) for number in finding.place.removeprefix(f"{query.path}:").split(":")]


def _at(query: Query, line: int) -> str:
    return place_of(query.path, line)


def _parameters(query: Query, reading: Reading) -> Iterator[Finding]:
    declared = query.header.params if query.header else {}
    for name, line in reading.parameters.items():
        if name not in declared:
            message = f"the query uses ${name}, which its header does not declare"
            yield Finding(_at(query, line), message, did_you_mean(name, declared))
    for name, parameter in declared.items():
        line = line_in_header(query.text, f"{name}:")
        if name not in reading.parameters:
            message = f"the header declares '{name}', and the query never uses ${name}"
            yield Finding(_at(query, line), message, did_you_mean(name, reading.parameters))
        for label in parameter.entity:
            if label not in NODE:
                message = f"'{name}' is said to name a {label}, and the model has no such label"
                yield Finding(_at(query, line), message, did_you_mean(label, NODE))


def _columns(query: Query, reading: Reading) -> Iterator[Finding]:
    if not reading.items:
        yield Finding(_at(query, 1), "the query returns nothing", "end it with RETURN ... ORDER BY ...")
        return
    if reading.unions:
        hint = "put it into CALL { ... } and order what comes out: ORDER BY would order the last part only"
        yield Finding(_at(query, reading.return_line), "the query ends in a UNION", hint)
    for item in reading.items:
        if item.alias is None:
            yield Finding(_at(query, item.line), f"the column '{item.text}' has no name", "add AS and a name")
    declared = list(query.header.returns) if query.header else []
    if None not in [item.alias for item in reading.items] and declared != reading.columns:
        message = f"the header declares the columns {', '.join(declared)}"
        hint = f"the query returns {', '.join(reading.columns)}: make them the same, in the same order"
        yield Finding(_at(query, reading.return_line), message, hint)


def _order(query: Query, reading: Reading) -> Iterator[Finding]:
    if not reading.items:
        return
    if not reading.order:
        hint = "without it every database answers in an order of its own"
        yield Finding(_at(query, reading.return_line), "the query has no ORDER BY at its end", hint)
        return
    ordered = set(reading.order)
    items = [item for item in reading.items if item.alias != EXCERPTS]  # sorted where it is opened
    loose = [item for item in items if not _is_ordered(item, ordered, reading.items)]
    if loose:
        names = ", ".join(item.alias or item.text for item in loose)
        message = f"the ORDER BY leaves rows that differ in {names} in any order"
        hint = "add these columns to its end, or the id of the node that they belong to"
        yield Finding(_at(query, reading.order_line), message, hint)


def _cuts(query: Query, reading: Reading) -> Iterator[Finding]:
    """A LIMIT or SKIP of rows without an order: every database cuts others."""
    for start, end in ((0, len(reading.tokens)), *bodies(reading.tokens)):
        for before, clause in pairwise(clauses_of(reading.tokens, start, end)):
            if clause.word in CUTS and before.word not in {"ORDER", *CUTS}:
                hint = "put ORDER BY before it, over all that tells the rows apart"
                line = reading.tokens[clause.start].line
                yield Finding(_at(query, line), f"{clause.word} cuts rows in no order", hint)


def _is_ordered(item: Item, ordered: set[str], items: list[Item]) -> bool:
    """Whether rows that tie in the ORDER BY must agree in the item.

    They do where the item stands in it, where it is an aggregate (one value for each row's other
    columns), and where it is a property of a node whose id stands in it.
    """
    if item.aggregates or {item.text, item.alias} & ordered:
        return True
    aliases = {other.alias: other.text for other in items}
    fixed = {aliases.get(key, key) for key in ordered}
    owner, dot, name = item.text.partition(".")
    return bool(dot and name.isidentifier() and f"{owner}.id" in fixed)


def _confidential(query: Query, reading: Reading) -> Iterator[Finding]:
    """Exact words of interviews only leave where the person who asks says so."""
    declared = query.header.params if query.header else {}
    for use in reading.uses:
        if use.name == CONFIDENTIAL and VERBATIM not in declared:
            message = "the query reads the exact words of interviews"
            hint = "return the paraphrase, or declare a parameter 'verbatim' (boolean, default false)"
            yield Finding(_at(query, use.line), message, hint)


_BEFORE_A_LIST = frozenset(
    {"IN", "RETURN", "WITH", "WHERE", "UNWIND", "AND", "OR", "XOR", "NOT", "THEN", "ELSE", "WHEN", "CASE"}
    | {"BY", "DISTINCT", "CONTAINS", "ON", "SKIP", "LIMIT"}
)


def reads_exact_words(text: str) -> Use | None:
    """The first place where a query's text names the excerpts' exact words, None where it does not."""
    reading = read_cypher(text)
    by_key = [
        Use(CONFIDENTIAL, None, token.line)  # as in x['text']
        for token in reading.tokens
        if token.kind == "string" and token.text[1:-1] == CONFIDENTIAL
    ]
    uses = (*reading.uses, *by_key, *_open_subscripts(reading.tokens))
    return next((use for use in uses if use.name == CONFIDENTIAL), None)


def _open_subscripts(tokens: Sequence[Token]) -> Iterator[Use]:
    """Subscripts whose key is known only when the query runs: it may be that of the exact words.

    Numbers, ranges and one literal key are known; ``x[$key]`` and ``x['te' + 'xt']`` are not.
    """
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else None
        if token.text != "[" or token.kind != "symbol" or before is None or not _ends_a_value(before):
            continue
        inside = list(takewhile(lambda other: other.text != "]", tokens[number + 1 :]))
        numeric = all(other.kind == "number" or other.text in ("..", ".", "-", "+") for other in inside)
        if not numeric and [other.kind for other in inside] != ["string"]:
            yield Use(CONFIDENTIAL, None, token.line)


def _ends_a_value(token: Token) -> bool:
    if token.kind == "symbol":
        return token.text in (")", "]", "}")
    return token.word not in _BEFORE_A_LIST


CHECKS = (
    *(_parameters, _columns, _order, _cuts, unknown_names, doubts, _confidential),
    check_declarations,
)
