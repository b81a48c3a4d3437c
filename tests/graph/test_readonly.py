"""The allow-list: what a query that only reads may be made of."""

from __future__ import annotations

import re

import pytest

from mitigraph.errors import WriteRefused
from mitigraph.graph import readonly
from mitigraph.graph.cypher_tokens import tokens_of
from mitigraph.graph.readonly import refuse_writes

READS = [
    "MATCH (n) RETURN n",
    "match (n)\treturn n ;",
    "OPTIONAL MATCH (n) RETURN *",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "// CREATE (n)\nMATCH (n) /* DELETE n */ RETURN n // SET n.x = 1",
    "MATCH (a:Issue|Cause) WHERE a:A&!B RETURN a",
    "MATCH (n) WITH n, count(*) AS c ORDER BY c DESC, n.x ASC SKIP 1 LIMIT 5 WHERE c > 2 RETURN n",
    "MATCH (n) RETURN n.x AS x UNION ALL MATCH (m) RETURN m.x AS x",
    "RETURN 1 AS x UNION DISTINCT RETURN 2 AS x",
    "MATCH (n) WITH * WHERE n.x > 1 MATCH (m) RETURN *, 1 AS one ORDER BY one",
    "UNWIND $rows AS row RETURN row.delete, $set, row['x'], row[0..2], row[..1], -1, 1.5e3, .5",
    "MATCH (a) CALL (a) { MATCH (a)-->(b) RETURN count(b) AS c } RETURN c",
    "MATCH (a) CALL (*) { RETURN 1 AS c } RETURN c",
    "CALL { WITH 1 AS x RETURN x UNION RETURN 2 AS x } RETURN x",
    "MATCH (a) WHERE EXISTS { (a)-->(b) WHERE b.x } AND NOT EXISTS { MATCH (a) RETURN a } RETURN a",
    "MATCH (n) WHERE COUNT { (n)-->() } > 2 RETURN COLLECT { MATCH (m) RETURN m.x ORDER BY m.x } AS l",
    "MATCH p = (a)((x)-[:R]->(y)){1,4}(b) RETURN p",
    "MATCH (a)((x)-->(y))+ RETURN a",
    "MATCH ((x)-->(y))* WHERE x.a = 1 RETURN x",
    "MATCH (a)-[:R*]->(b)-[r:S|T*1..3 {x: 1}]-(c)<-[*..5]-(d)-[*2]-(e)--(f) RETURN count(DISTINCT a)",
    "MATCH p = shortestPath((a)-[*..5]-(b)) RETURN nodes(p), [(a)-->(m) WHERE m.x | m.y] AS l",
    "MATCH (n) RETURN n {.x, y: 1, .*}, {a: [1, {b: 2}]} AS m",
    "MATCH (n) RETURN [x IN n.l WHERE x > 1 | x * 2], reduce(s = 0, z IN [1] | s + z), all(x IN n.l WHERE x)",
    "MATCH (n) RETURN CASE WHEN n.x THEN 1 ELSE 2 END AS a, CASE n.x WHEN 1 THEN 'a' WHEN 2 THEN 'b' END",
    "MATCH (n) WHERE NOT n.x IN [1] AND n.y IS NOT NULL XOR n.z IS NULL OR n.s =~ 'a.*' RETURN n",
    "MATCH (n) WHERE n.s STARTS WITH 'a' OR n.s ENDS WITH 'b' OR toLower(n.s) CONTAINS $part RETURN n",
    "MATCH (n WHERE n.x > 1)-[r WHERE r.x < 2]->(m) RETURN DISTINCT n",
    "RETURN duration.between(date(), date()).days AS d, datetime.truncate('day', datetime()) AS t",
    "CALL db.labels() YIELD label RETURN label",
    "CALL db.labels",
    "CALL db . relationshipTypes () YIELD relationshipType AS t WHERE t STARTS WITH 'x' RETURN *",
    "CALL db.index.fulltext.queryNodes('i', $q) YIELD node, score RETURN node, score",
    # Names that are spelled like a writing clause, where nothing but a name can stand.
    "MATCH (n:Create)-[:SET|DELETE]->(m:Merge:Drop) RETURN n.set AS set, m.delete, n.create.remove",
    "MATCH (set) WHERE set.x = 1 RETURN set, count(set), {delete: 1, create: 'CREATE'} AS merge",
    "MATCH (n) WHERE n.`delete` = \"it's CREATE\" RETURN 'DELETE' AS `set it`, n['remove']",
    "MATCH (`prénom`:`Löschen`) RETURN `prénom`.`été` AS `ä``b`",
    "WITH {match: 1, return: 2, call: 3} AS m RETURN m.match, m.return, m.call",
    "MATCH (e) RETURN e.end AS end, e.as AS as, e.order AS o, e.start AS start ORDER BY end, start",
    "MATCH (n) WHERE n.x = 'a\\'b\\\\' RETURN \"\\n\\\"\"",
]

WRITES = [
    "CREATE (n)",
    "cReAtE (n)",
    "  \n\tMERGE (n:A)",
    "MATCH (n) SET n.x = 1",
    "MATCH (n)SET n.x = 1",
    "MATCH (n) WHERE n.x = 1SET n.x = 2",
    "MATCH (n) WHERE n.x = 1.SET n.x = 2",
    "MATCH (n) SET n:B",
    "MATCH (n) REMOVE n.x",
    "MATCH (n)/**/DETACH/**/DELETE/**/n",
    "MATCH (n)\u00a0DELETE n",
    "MATCH (n)\u2028DELETE n",
    "MATCH (n)\u3000DELETE\u2003n",
    "MATCH (n)\x0b\x0cDELETE\x1cn",
    "MATCH (n)\rDELETE\rn",
    "MATCH (n) NODETACH DELETE n",
    "MATCH (n) FOREACH (x IN [1] | SET n.x = 1)",
    "MATCH (n) INSERT (m)",
    "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    "MATCH (n) WITH n LOAD CSV WITH HEADERS FROM 'x' AS l RETURN l",
    "EXPLAIN CREATE (n)",
    "PROFILE CREATE (n)",
    "CYPHER 5 CREATE (n)",
    "CYPHER 25 MATCH (n) DELETE n",
    "OPTIONAL CREATE (n)",
    # Variables that are spelled like keywords, to hide the clause that follows.
    "MATCH (as) WHERE as SET as.x = 1",
    "WITH 1 AS as SET n.x = 1",
    "MATCH (n) WITH distinct SET n.x = 1",
    "MATCH (limit), (as) WHERE as SET limit.x = 1",
    "MATCH (n) WHERE n.x > return CREATE (m)",
    "MATCH (n) WITH not CREATE (m)",
    "MATCH (n) WITH n.set SET n.x = 1",
    "MATCH (n) WITH {set: 1} AS set SET n.x = 1",
    # After what looks like an operator.
    "MATCH (a)((x)-->(y))+ SET a.x = 1",
    "MATCH (n) WITH * CREATE (m)",
    "MATCH (n) WITH *SET n.x = 1",
    "MATCH (n) RETURN n LIMIT 1DELETE n",
    # Inside braces and brackets.
    "MATCH (n) CALL (n) { SET n.x = 1 }",
    "CALL { CREATE (n) }",
    "CALL { CREATE (n) } IN TRANSACTIONS",
    "MATCH (n) CALL (n) { DETACH DELETE n } IN 4 CONCURRENT TRANSACTIONS OF 10 ROWS",
    "CALL { MATCH (n) RETURN n } IN TRANSACTIONS OF 1 ROWS RETURN n",
    "CALL { MATCH (n) RETURN n } CREATE (m)",
    "CALL (n) CREATE (n)",
    "MATCH (n) WHERE EXISTS { CREATE (m) } RETURN n",
    "RETURN COLLECT { CREATE (n) RETURN n }",
    "RETURN [x IN [1] | CREATE (n)]",
    "MATCH (n) WHERE (n.x SET n.y = 1) RETURN n",
    "WHEN true THEN { CREATE (n) }",
    "MATCH (n) RETURN n UNION CREATE (n)",
    "MATCH (n) RETURN n NEXT CREATE (m)",
    # Procedures and functions.
    "CALL apoc.cypher.runWrite('CREATE (n)', {}) YIELD value RETURN value",
    "CALL `apoc`.`cypher`.`runWrite`('x', {})",
    "CALL dbms.setConfigValue('a', 'b')",
    "CALL db.index.fulltext.createNodeIndex('a', ['b'], ['c'])",
    "CALL db.labels() YIELD label CREATE (n)",
    "CALL db.labels CREATE (n)",
    "CALL db.labels.x()",
    "RETURN apoc.load.json('file:///etc/passwd')",
    "RETURN `apoc`.`load`.`json`('x')",
    "RETURN my.function()",
    "RETURN loadText('x')",
    "RETURN date.x.y('x')",
    # Schema and administration.
    "CREATE INDEX x FOR (n:A) ON (n.x)",
    "CREATE CONSTRAINT x FOR (n:A) REQUIRE n.x IS UNIQUE",
    "DROP INDEX x",
    "DROP DATABASE neo4j",
    "SHOW INDEXES",
    "SHOW DATABASES YIELD name RETURN name",
    "TERMINATE TRANSACTIONS 'x'",
    "START DATABASE x",
    "STOP DATABASE x",
    "ALTER USER neo4j SET PASSWORD 'y'",
    "GRANT ROLE x TO y",
    "DENY READ {*} ON GRAPH * TO x",
    "REVOKE ROLE x FROM y",
    "RENAME USER x TO y",
    "ENABLE SERVER 'x'",
    "DEALLOCATE DATABASES FROM SERVER 'x'",
    "USE other MATCH (n) RETURN n",
    "MATCH (n) CALL { USE other MATCH (m) RETURN m } RETURN m",
    # More than one statement, or none.
    "RETURN 1; CREATE (n)",
    "RETURN 1;;",
    "",
    " // nothing",
    "EXPLAIN",
    "{sql} DELETE FROM A",
    # A clause that nobody has thought of yet.
    "MATCH (n) FROBNICATE (m)",
    "MATCH (n) RETURN n FROBNICATE",
    "FROBNICATE (n)",
]

# A read up to a clause that writes, outside of braces.
WRITER_INSIDE = re.compile(
    r"(?:MATCH|WITH)[^{]*\b(?:CREATE|MERGE|SET|DELETE|DETACH|REMOVE|FOREACH|INSERT|LOAD)\b", re.IGNORECASE
)

UNCLEAR = [
    "CR\\u0045ATE (n)",
    "RETURN '\\u0027 CREATE (n) //'",
    "MATCH (n)\u200bDELETE n",
    "MATCH (n) \u00b2SET n.x = 1",
    "MATCH (n) \u017fET n.x = 1",
    "MATCH (n) \uff33ET n.x = 1",
    "MATCH (n) # SET n.x = 1",
    "// \\u000aCREATE (n)\nRETURN 1",
    "/* \\u002a\\u002f CREATE (n) //*/ RETURN 1",
    "RETURN `\\u0060 CREATE (n) //`",
    "// x\rCREATE (n) WITH 1 AS x\nRETURN 1",
    "// x\u2028CREATE (n) WITH 1 AS x\nRETURN 1",
    "// x\x85CREATE (n) WITH 1 AS x\nRETURN 1",
    "WITH 1 AS x /* /* */ RETURN '*/ CREATE (n) //'",
    "RETURN 1 /* x",
    "RETURN '\\q' AS x //'",
    "RETURN 'abc",
    'RETURN "abc',
    "RETURN `abc",
    "RETURN $ x",
    "RETURN 'a\0b'",
    "RETURN 1x",
    "RETURN 1 'x'",
    "MATCH (n) RETURN n `m`",
    "MATCH (n)) RETURN n",
    "(MATCH (n) RETURN n)",
    "RETURN [1, 2",
    "RETURN " + "(" * 2000 + "1" + ")" * 2000,
]


@pytest.mark.parametrize("query", READS)
def test_reads_pass(query: str) -> None:
    """Every part of the dialect that reads passes, whatever its names are."""
    refuse_writes(query)


@pytest.mark.parametrize("query", WRITES)
def test_writes_are_refused(query: str) -> None:
    """Nothing that writes, calls, administers or reaches files passes, however it is spelled."""
    with pytest.raises(WriteRefused):
        refuse_writes(query)


@pytest.mark.parametrize("query", UNCLEAR)
def test_what_engines_may_read_differently_is_refused(query: str) -> None:
    """Text that two lexers could split differently is refused, not guessed at."""
    with pytest.raises(WriteRefused):
        refuse_writes(query)


def test_the_clauses_alone_refuse_every_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the words that write, the shape of clauses and expressions still lets none of them pass."""
    monkeypatch.setattr(readonly, "WRITERS", frozenset())
    for query in WRITES:
        with pytest.raises(WriteRefused):
            refuse_writes(query)


@pytest.mark.parametrize("query", [query for query in WRITES if WRITER_INSIDE.match(query)])
def test_the_words_alone_refuse_every_known_clause(query: str) -> None:
    """Where any word may go on an expression, the words that write still do not pass."""

    class AnyWordJoins(readonly.Reader):
        def _join(self) -> bool:
            self._demand_no_writer()
            self._take()
            return False

    with pytest.raises(WriteRefused):
        AnyWordJoins(tokens_of(query)).statement()


def test_transactions_of_a_subquery_are_named() -> None:
    """What a rolled-back transaction would not undo is refused by its name, even if the subquery reads."""
    with pytest.raises(WriteRefused, match="IN TRANSACTIONS"):
        refuse_writes("CALL { MATCH (n) RETURN n } IN TRANSACTIONS OF 1 ROWS RETURN n")


def test_the_refusal_names_the_line_and_the_word() -> None:
    """The error tells where the word stands, and what to do."""
    with pytest.raises(WriteRefused) as caught:
        refuse_writes("MATCH (n)\n// one\nDELETE n")
    assert caught.value.message == "query, line 3: 'DELETE' is not allowed here"
    assert "backticks" in caught.value.hint


@pytest.mark.parametrize("query", READS)
def test_a_write_anywhere_in_a_read_is_refused(query: str) -> None:
    """No read brings the check into a state in which a clause that follows goes unseen."""
    tokens = [token.text for token in tokens_of(query)]
    for clause in ("CREATE (zz)", "SET zz.x = 1", "DETACH DELETE zz", "FROBNICATE (zz)", "CALL a.b()"):
        for position in range(len(tokens)):
            with pytest.raises(WriteRefused):
                refuse_writes(" ".join([*tokens[:position], clause, *tokens[position:]]))


def test_a_text_is_judged_alike_every_time() -> None:
    """What was refused is refused again, and what passed passes again."""
    for _ in range(2):
        refuse_writes("MATCH (n) RETURN n")
        with pytest.raises(WriteRefused):
            refuse_writes("MATCH (n) DELETE n")
