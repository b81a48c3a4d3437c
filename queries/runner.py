"""Running a query: parameters in, a table out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mitigraph.errors import QueryError
from mitigraph.graph.readonly import refuse_writes
from mitigraph.graph.session import GraphSession
from mitigraph.queries.catalog import Query
from mitigraph.queries.checks import VERBATIM, reads_exact_words
from mitigraph.queries.cypher import read_cypher
from mitigraph.queries.nearest import nearest
from mitigraph.queries.parameters import bind
from mitigraph.queries.values import plain


@dataclass(frozen=True)
class Table:
    """An answer: the columns' names and the rows in the query's order, plain values only (see values.py)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> list[dict[str, Any]]:
        """The rows as dictionaries."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def run(
    query: Query,
    graph: GraphSession,
    parameters: Mapping[str, Any] | None = None,
    *,
    verbatim: bool = False,
    timeout: float | None = None,
) -> Table:
    """Run a query.

    Args:
        query: of a pack, a file or standard input.
        graph: an open graph; the query can only read it.
        parameters: by name; strings are converted to the declared types.
        verbatim: let exact words of interviews into the answer; sets the query's parameter ``verbatim``
            where it has one.
        timeout: seconds, as ``GraphSession.read`` takes them.

    Raises:
        QueryError: a parameter is unknown, missing or does not fit, names nothing in the graph, or the
            query asks for exact words and ``verbatim`` is false.
        WriteRefused: the query would write.
        DatabaseError: the database is away or refused.
    """
    values = bound(query, parameters or {}, verbatim=verbatim)
    answer = graph.read(query.text, values, timeout=timeout)
    if not answer.rows:
        _demand_entities(query, graph, values)
    keep = verbatim or bool(values.get(VERBATIM))
    rows = tuple(tuple(plain(value, verbatim=keep) for value in row) for row in answer.rows)
    return Table(answer.columns, rows)


def bound(query: Query, parameters: Mapping[str, Any], *, verbatim: bool = False) -> dict[str, Any]:
    """The values that a run would send; raises what ``run`` raises before it asks the database."""
    refuse_writes(query.text)
    given = dict(parameters)
    if verbatim and query.header and VERBATIM in query.header.params:
        given[VERBATIM] = True
    values = bind(query, given)
    _demand_verbatim(query, values, verbatim=verbatim)
    return values


def _demand_verbatim(query: Query, values: Mapping[str, Any], *, verbatim: bool) -> None:
    declares = query.header is not None and VERBATIM in query.header.params
    use = None if verbatim or declares else reads_exact_words(query.text)
    if use:
        message = f"{query.id}:{use.line}: the query reads the exact words of interviews"
        raise QueryError(message, "return the paraphrase, or add --verbatim")
    if declares and values[VERBATIM] and not verbatim:
        message = f"{query.id}: 'verbatim' would put the exact words of interviews into the answer"
        raise QueryError(message, "add --verbatim instead of the parameter")


# --- a parameter that names nothing ---------------------------------------------------------------


def _demand_entities(query: Query, graph: GraphSession, values: Mapping[str, Any]) -> None:
    """With no rows, tell a slip in a name from a question whose answer is nothing."""
    if query.header is None:
        return
    for name, parameter in query.header.params.items():
        wanted = values[name] if parameter.entity else None
        for word in [wanted] if isinstance(wanted, str) else wanted or []:
            _demand_entity(query, graph, parameter.entity, name, word)


def _demand_entity(
    query: Query, graph: GraphSession, labels: tuple[str, ...], parameter: str, wanted: str
) -> None:
    known: list[tuple[str, str]] = []  # id and each name
    for label in labels:  # of the model
        answer = graph.read(f"MATCH (n:{label}) RETURN n.id, n.name, n.aliases ORDER BY n.id")
        known += [(key, text) for key, name, more in answer.rows for text in (name or key, *(more or ()))]
    whole = labels == ("Participant",)  # people are named whole: P4 is nobody's where there is P43
    for key, text in known:
        if wanted.lower() == key.lower() or (not whole and wanted.lower() in text.lower()):
            return
    ids = {text: key for key, text in known} | {key: key for key, _text in known}
    near = list(dict.fromkeys(ids[word] for word in nearest(wanted, ids)))
    hint = (
        f"did you mean {' or '.join(map(repr, near))}?" if near else "nothing in the graph is called like it"
    )
    raise QueryError(f"{query.id}: no {' or '.join(labels)} is called '{wanted}' ({parameter})", hint)


def columns_of(query: Query) -> list[str]:
    """The columns that a query will return, as its header or else its text says."""
    return list(query.header.returns) if query.header else read_cypher(query.text).columns
