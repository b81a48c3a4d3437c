"""Running a query: typed parameters in, plain rows out, slips told, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.errors import QueryError, WriteRefused
from mitigraph.graph.session import GraphSession
from mitigraph.queries.catalog import catalog, query_of
from mitigraph.queries.runner import run
from mitigraph.queries.table import Table
from tests.queries.files import query

WRITE = """
CREATE (:Issue {id: 'drift', name: 'Data drift'}), (:Issue {id: 'trust', name: 'Lack of trust'}),
  (:Excerpt {id: 'x', span: 's', paraphrase: 'short', text: 'the very words'})
"""


@pytest.fixture
def filled(graph: GraphSession) -> GraphSession:
    """A graph with two issues and an excerpt."""
    graph.write(lambda transaction: transaction.run(WRITE))
    return graph


def test_rows_come_in_the_order_of_the_query(filled: GraphSession) -> None:
    """A run gives the columns and rows of the query, by default with its defaults."""
    found = run(query(), filled)
    assert found == Table(("issue", "issue_id"), (("Data drift", "drift"), ("Lack of trust", "trust")))
    assert found.records()[1] == {"issue": "Lack of trust", "issue_id": "trust"}


def test_parameters_reach_the_query(filled: GraphSession) -> None:
    """A parameter narrows the answer."""
    assert run(query(), filled, {"issue": "Lack"}).rows == (("Lack of trust", "trust"),)


def test_a_name_that_the_graph_lacks_is_told_with_the_nearest(filled: GraphSession) -> None:
    """No rows because of a slip in a name is an error, and says whom the name may have meant."""
    with pytest.raises(QueryError) as raised:
        run(query(), filled, {"issue": "Data drfit"})
    assert raised.value.message == "mine/issues: no Issue is called 'Data drfit' (issue)"
    assert raised.value.hint == "did you mean 'drift'?"


def test_a_known_name_without_rows_is_an_answer(filled: GraphSession) -> None:
    """That nothing is known of an issue is no error."""
    causes = catalog().get("causes/of-issue")
    assert run(causes, filled, {"issue": "drift"}).rows == ()


def test_each_of_several_names_is_looked_up(filled: GraphSession) -> None:
    """In a list of names, too, a slip is told."""
    problems = catalog().get("reproducibility/dependencies-and-seeds")
    with pytest.raises(QueryError, match="no Issue or Cause is called 'nonsense'"):
        run(problems, filled, {"topics": ["drift", "nonsense"]})


def test_a_run_never_writes(filled: GraphSession) -> None:
    """Anybody's Cypher can only read: what would write is refused, and nothing is written."""
    writing = query_of("MATCH (i:Issue) SET i.name = 'x' RETURN i.name AS n", Path("-"))[0]
    with pytest.raises(WriteRefused):
        run(writing, filled)
    assert run(query(), filled, {"issue": "drift"}).rows == (("Data drift", "drift"),)


def test_exact_words_need_verbatim(filled: GraphSession) -> None:
    """A query that names the excerpts' words runs only where they were asked for."""
    words = query_of("MATCH (x:Excerpt) RETURN x.text AS words", Path("-"))[0]
    with pytest.raises(QueryError, match="reads the exact words"):
        run(words, filled)
    assert run(words, filled, verbatim=True).rows == (("the very words",),)
    whole = query_of("MATCH (x:Excerpt) RETURN x", Path("-"))[0]
    assert "the very words" not in str(run(whole, filled).rows)


def test_the_parameter_verbatim_is_set_by_the_option_only(filled: GraphSession) -> None:
    """Whoever lets exact words out says so where it warns, not in a parameter among others."""
    evidence = catalog().get("evidence/of-link")
    with pytest.raises(QueryError, match="'verbatim' would put the exact words"):
        run(evidence, filled, {"from": "drift", "to": "trust", "verbatim": "true"})
    assert run(evidence, filled, {"from": "drift", "to": "trust"}, verbatim=True).rows == ()
