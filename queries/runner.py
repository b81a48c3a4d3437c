"""Running a query: parameters in, a table out.

``ask`` turns what a person gave into what the database gets, ``answer`` runs it; ``run`` does both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mitigraph.errors import QueryError
from mitigraph.graph.names import Named
from mitigraph.graph.readonly import refuse_writes
from mitigraph.graph.session import GraphSession
from mitigraph.queries.catalog import Query
from mitigraph.queries.checks import VERBATIM, reads_exact_words
from mitigraph.queries.header import EVIDENCE
from mitigraph.queries.opening import closed, demand_opens, opened
from mitigraph.queries.parameters import bind
from mitigraph.queries.resolving import resolve
from mitigraph.queries.table import About, Table
from mitigraph.queries.values import plain


@dataclass(frozen=True)
class Limits:
    """How much of an answer somebody waits for: rows, and seconds, as ``GraphSession.read`` takes them."""

    rows: int | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Question:
    """A query with the values that the database gets.

    ``meant`` tells, for each word that was no id, which node it was taken for; ``verbatim`` whether exact
    words of interviews may leave; ``evidence`` whether rows are to be opened to their excerpts.
    """

    query: Query
    values: dict[str, Any]
    meant: dict[str, Named] = field(default_factory=dict)
    verbatim: bool = False
    evidence: bool = False
    limits: Limits = Limits()

    @property
    def about(self) -> About:
        """What its answer answers."""
        header = self.query.header
        shown = {name: value for name, value in self.values.items() if name not in (EVIDENCE, VERBATIM)}
        if header is None:
            return About(self.query.id, self.query.id, parameters=shown)
        return About(header.title, self.query.id, header.description, shown, header.returns)


def run(
    query: Query,
    graph: GraphSession,
    parameters: Mapping[str, Any] | None = None,
    *,
    verbatim: bool = False,
    evidence: bool = False,
) -> Table:
    """Run a query.

    Args:
        query: of a pack, a file or standard input.
        graph: an open graph; the query can only read it.
        parameters: by name; strings are converted to the declared types, and what names a node (by its id,
            name or a part of it) becomes its id.
        verbatim: let exact words of interviews into the answer; sets the query's parameter ``verbatim``
            where it has one.
        evidence: add a column ``evidence``, the excerpts behind each row.

    Raises:
        QueryError: a parameter is unknown, missing or does not fit, names nothing or several things in the
            graph; the query asks for exact words and ``verbatim`` is false, or for ``evidence`` that it
            does not tell.
        WriteRefused: the query would write.
        DatabaseError: the database is away or refused.
    """
    return answer(ask(query, graph, parameters, verbatim=verbatim, evidence=evidence), graph)


def ask(
    query: Query,
    graph: GraphSession,
    parameters: Mapping[str, Any] | None = None,
    *,
    verbatim: bool = False,
    evidence: bool = False,
) -> Question:
    """A query with its parameters bound, checked, and their names looked up; raises what ``run`` raises."""
    given = dict(parameters or {})
    values = bound(query, given, verbatim=verbatim, evidence=evidence)
    resolved = resolve(query, graph, values, given)
    return Question(query, resolved.values, resolved.meant, verbatim, evidence)


def answer(question: Question, graph: GraphSession, *, post: bool = True) -> Table:
    """Run a question; without ``post``, its header's step in Python is left out. Raises what ``run`` does."""
    limits = question.limits
    found = graph.read(question.query.text, question.values, timeout=limits.seconds, limit=limits.rows)
    keep = question.verbatim or bool(question.values.get(VERBATIM))
    rows = tuple(tuple(plain(value, verbatim=keep) for value in row) for row in found.rows)
    table = Table(found.columns, rows, question.about, found.cut)
    header = question.query.header
    if post and header and header.post:
        table = header.post.apply(table)
    return opened(table, graph, verbatim=question.verbatim) if question.evidence else closed(table)


def bound(
    query: Query, parameters: Mapping[str, Any], *, verbatim: bool = False, evidence: bool = False
) -> dict[str, Any]:
    """The values that a run would send, names not looked up; raises what needs no database to be told."""
    refuse_writes(query.text)
    if evidence:
        demand_opens(query)
    given = dict(parameters)
    for name, wanted in ((VERBATIM, verbatim), (EVIDENCE, evidence)):
        if wanted and query.header and name in query.header.params:
            given[name] = True
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
