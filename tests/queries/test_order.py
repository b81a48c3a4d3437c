"""Lists in no order: found where their order reaches the answer, and nowhere else."""

from __future__ import annotations

import re

import pytest

from mitigraph.queries.catalog import Query, catalog
from mitigraph.queries.checks import check_query
from mitigraph.queries.clauses import WORDS, outside
from mitigraph.queries.cypher import Token, read_cypher
from mitigraph.queries.order import OpenOrder, open_orders
from tests.queries.files import PATH, with_change

MATCH = "MATCH (i:Issue)<-[:CAUSES]-(c:Cause)\n"
SORTED = "WITH i, c ORDER BY c.name\n"
# Their inner ORDER BY may go: the list becomes rows that are sorted later, or is made of sorted rows anyway.
SORTED_TWICE = {
    "issues/by-phase-and-attribute",
    "mitigations/serving-many",
    "participants/profile",
    "phases/flow",
}


def found(text: str) -> list[OpenOrder]:
    """The open orders of a text."""
    return open_orders(read_cypher(text), text)


@pytest.mark.parametrize(
    ("rest", "place", "message"),
    [
        (
            "RETURN i.id AS id, collect(c.name) AS cs ORDER BY id",
            "2:20",
            "collect(c.name) makes its list in no",
        ),
        ("RETURN i.id AS id, collect(c.name) AS cs ORDER BY id", "2:20", "and the column 'cs' holds it"),
        (
            "RETURN head(collect(c.name)) AS x",
            "2:13",
            "what head() in line 2 takes of it decides the column 'x'",
        ),
        ("WITH collect(c) AS cs\nRETURN cs[0].name AS x", "2:6", "what [0] in line 3 takes of it decides"),
        ("RETURN collect(c.name)[0..3] AS x", "2:8", "what [0..3] in line 2 takes of it"),
        ("RETURN tail(collect(c.name)) AS x", "2:13", "what tail() in line 2 takes of it"),
        (
            "WITH collect(c.n) AS cs RETURN any(x IN tail(cs) WHERE x > 1) AS x",
            "2:6",
            "what tail() in line 2 takes",
        ),
        (
            "WITH collect(c.n) AS cs RETURN none(x IN cs[0..2] WHERE x > 1) AS x",
            "2:6",
            "what [0..2] in line 2",
        ),
        ("RETURN size([x IN collect(c)[..3] WHERE x.n > 1]) AS n", "2:19", "what [..3] in line 2 takes"),
        ("RETURN size(head(collect(c.name))) AS n", "2:18", "what head() in line 2 takes"),
        ("MATCH (k:Issue {id: 'x'}) RETURN collect(c.id) AS cs", "2:34", "the column 'cs'"),
        ("WITH i, collect(c) AS cs RETURN [c IN cs WHERE c.n > 1 | c.name] AS x", "2:9", "the column 'x'"),
        ("WITH collect(c) AS cs RETURN reduce(t = '', c IN cs | t + c.name) AS x", "2:6", "the column 'x'"),
        ("WITH i, collect(c) AS cs\nWITH cs[0] AS c\nMATCH (c)--(x) RETURN x", "2:9", "the MATCH in line 4"),
        ("WITH i, collect(c.id) AS cs\nWHERE last(cs) = 'a' RETURN i", "2:9", "decides the WHERE in line 3"),
        ("WITH i, collect(c.n) AS cs\nWITH i ORDER BY head(cs) RETURN i", "2:9", "the ORDER BY in line 3"),
        (SORTED + "MATCH (c)--(x)\nRETURN collect(x.id) AS x", "4:8", "collect(x.id)"),
        ("WITH i, collect(c.n) AS cs ORDER BY i.id WITH collect(cs) AS x RETURN x", "2:9", "collect(c.n)"),
        ("RETURN i {.name, causes: collect(c.name)} AS x", "2:26", "the column 'x' holds it"),
        (
            "WITH collect(c.name) AS xs UNWIND xs AS x WITH collect(x) AS y RETURN y",
            "2:48",
            "collect(x) makes",
        ),
        ("CALL (i) { MATCH (i)--(p) RETURN collect(p.id) AS ps } RETURN ps", "2:34", "the column 'ps'"),
        ("RETURN COLLECT { MATCH (i)--(p) RETURN p.id } AS ps", "2:8", "COLLECT { } makes its list"),
        ("RETURN [(i)<--(p) | p.id] AS ps", "2:8", "the pattern in [ ] makes its list"),
        ("RETURN collect(c.name) + ['x'] AS cs", "2:8", "the column 'cs'"),
        ("RETURN CASE WHEN i.n > 1 THEN collect(c.name) ELSE [] END AS cs", "2:31", "the column 'cs'"),
        ("WITH collect(c.n) AS cs RETURN cs UNION MATCH (i) RETURN [i.n] AS cs", "2:6", "the column 'cs'"),
        (
            "WITH i, c.n AS n, count(*) AS k ORDER BY n WITH i, sum(k) AS m RETURN collect(i.id) AS x",
            "2:71",
            "",
        ),
        ("WITH i, c ORDER BY c.n\nUNWIND [1, 2] AS k MATCH (z) RETURN collect(z.id) AS zs", "3:37", "'zs'"),
        ("// order:\nRETURN collect(c.id) AS x", "3:8", "the column 'x'"),
        (
            (
                "WITH collect(c.id) AS ids UNWIND ids AS id WITH ids, id\nRETURN reduce("
                "n = 0, o IN ids | CASE WHEN n < 0 THEN n WHEN o = id THEN -n - 1 ELSE n + 1 END) AS place"
            ),
            "2:6",
            "what reduce() in line 3 takes of it decides the column 'place'",
        ),
    ],
)
def test_each_way_to_the_answer_is_found(rest: str, place: str, message: str) -> None:
    """Returned, taken from by place, in maps, comprehensions, texts, subqueries, after what unsorts rows."""
    (one,) = found(MATCH + rest)
    assert f"{one.line}:{one.column}" == place
    assert message in one.message


@pytest.mark.parametrize(
    "rest",
    [
        SORTED + "RETURN i.id AS id, collect(c.name) AS cs ORDER BY id",
        SORTED + "RETURN head(collect(c.name)) AS x",
        "WITH i, c ORDER BY c.name LIMIT 5 WITH i, c WHERE c.n > 1 RETURN collect(DISTINCT c.name) AS x",
        SORTED + "CALL (c) { MATCH (c)--(p) RETURN count(p) AS n }\nRETURN collect([c.name, n]) AS x",
        SORTED + "WITH collect(c.id) AS ids UNWIND ids AS id RETURN collect(id) AS x",
        "RETURN size(collect(c.name)) AS n, isEmpty(collect(c.id)) AS e, collect(c.n) = [] AS f",
        "WITH i, collect(c.id) AS cs WHERE 'a' IN cs RETURN i.id AS id",
        "WITH i, collect(c.id) AS cs MATCH (k) WHERE k.id IN cs RETURN k.id AS k",
        "WITH i, collect(c) AS cs RETURN any(c IN cs WHERE c.n = 1) AS x, none(c IN cs WHERE c.n = 2) AS y",
        "WITH i, collect(c) AS cs RETURN reduce(t = 0, c IN cs | t + c.n) AS x",
        "WITH collect(c.n) AS ns RETURN reduce(m = null, n IN ns | CASE WHEN m > n THEN m ELSE n END) AS x",
        "WITH collect(c) AS cs WHERE reduce(t = '', c IN cs | t + c.name) CONTAINS 'x' RETURN size(cs) AS n",
        "WITH collect(c.name) AS xs UNWIND xs AS x WITH x ORDER BY x RETURN collect(x) AS y",
        "WITH collect(c.name) AS xs UNWIND xs AS x RETURN x ORDER BY x",
        "RETURN COLLECT { MATCH (i)--(p) RETURN p.id AS x ORDER BY x } AS ps",
        "WITH i, collect([c.id, c.n]) AS cs RETURN head([c IN cs WHERE c[0] = i.id])[1] AS n",
        "WITH i, collect([c.id, c.n]) AS cs UNWIND cs AS c RETURN c[0] AS id, c[1] AS n",
        "WITH i, collect(c.ns) AS cs RETURN any(n IN head(cs) WHERE all(c IN cs WHERE n IN c)) AS shared",
        "RETURN size(collect(c)[..3]) AS n, size(tail(tail(collect(c.n)))) AS m",
        "WITH collect(c.n)[1..] AS cs RETURN size(cs) AS n, isEmpty(cs) AS e",
        "RETURN EXISTS { WITH collect(c) AS d RETURN d } AS x, COUNT { (i)--() } AS n",
        "RETURN i.id AS i, min(c.name) AS m, sum(c.n) AS s, count(DISTINCT c) AS n",
        "// order: a bag of ids, for a program\nRETURN collect(c.id) AS cs",
        "MATCH p = (i)-[*1..3]->(b) RETURN nodes(p)[0].id AS a, [n IN nodes(p) | n.id] AS b",
        "RETURN labels(c)[0] AS l",
        "WITH collect(c.id) AS starts, collect(c.n) AS ends RETURN size(starts) + size(ends) AS n",
        "WITH i, collect(c.n) AS cs RETURN any(x IN cs WHERE x STARTS WITH 'a') AS y, i.n ENDS WITH 'x' AS z",
        "WITH [1, 2] AS xs RETURN head(xs) AS a, xs[0] AS b",
        "RETURN collect(c.id) AS excerpt_ids",
    ],
)
def test_lists_that_harm_nothing_are_not_complained_about(rest: str) -> None:
    """Sorted before or afterwards, measured, searched, added up, sought by a key, or said to be meant."""
    assert found(MATCH + rest) == []


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (i:Issue {id: 'x'}) RETURN collect(i.id) AS xs",
        "MATCH (s:Study) RETURN collect(s.name) AS xs",
        "MATCH (s:Study) OPTIONAL MATCH (i:Issue {id: $x}) RETURN collect(s.name + i.id) AS xs",
    ],
)
def test_what_is_collected_of_one_row_is_in_order(text: str) -> None:
    """One node by its id, and the study."""
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (i:Issue) RETURN collect(i.id) AS xs",
        "MATCH (i:Issue {id: 'x'}), (c) RETURN collect(c.id) AS xs",
        "MATCH (i:Issue {id: 'x'})--(c) RETURN collect(c.id) AS xs",
        "MATCH (s:!Study) RETURN collect(s.id) AS xs",
        "UNWIND ['a', 'b'] AS x MATCH (i {name: x}) RETURN collect(i.id) AS xs",
    ],
)
def test_what_is_collected_of_several_rows_is_in_none(text: str) -> None:
    """Another property, a pattern beside it, or one that goes on."""
    assert len(found(text)) == 1


def test_a_query_of_a_pack_is_warned_of_with_place_and_remedy() -> None:
    """The finding names file, line and column, and says what to do."""
    changed = with_change("i.name AS issue,", "collect(i.name) AS issue,")
    (finding,) = check_query(changed)
    assert finding.place == f"{PATH}:11:8"
    assert finding.severity == "warning"
    assert str(finding).startswith(f"{PATH}:11:8: warning: collect(i.name) makes its list in no order")
    assert "sort the rows just before it: WITH ... ORDER BY ..." in finding.hint
    assert "'// order: ...'" in finding.hint


def test_what_decides_is_told_before_what_is_only_shown() -> None:
    """One warning a list, and the graver one: [0] changes the answer, the column its order."""
    (one,) = found(MATCH + "WITH collect(c.id) AS cs RETURN cs, cs[0] AS first")
    assert one.decides
    assert "[0]" in one.message


def _without(query: Query, order: Token) -> Query:
    """The query with one ORDER BY blanked out."""
    tokens, lines = read_cypher(query.text).tokens, query.text.splitlines(keepends=True)
    at = tokens.index(order)
    depths = outside(tokens, at + 1, len(tokens))
    stop = next((index for index in depths if tokens[index].word in WORDS or tokens[index].text == "}"), None)
    first, last = (
        sum(map(len, lines[: token.line - 1])) + token.column - 1 for token in (order, tokens[stop or -1])
    )
    blank = re.sub(r"[^\n]", " ", query.text[first:last])
    text = query.text[:first] + blank + query.text[last:]
    return Query(query.id, text, query.path, query.header)


def test_every_inner_order_of_the_packs_is_needed() -> None:
    """Taking out any ORDER BY before a query's last one is noticed, but where its rows are sorted twice."""
    unnoticed, tried = set(), 0
    for query in catalog().all():
        orders = [token for token in read_cypher(query.text).tokens if token.word == "ORDER"]
        for order in orders[:-1]:
            tried += 1
            if not check_query(_without(query, order)):
                unnoticed.add(query.id)
    assert tried > 60
    assert unnoticed == SORTED_TWICE
