"""`mitigraph query` from the outside: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mitigraph.cli.main import main
from mitigraph.graph.backends import open_graph
from mitigraph.queries.given import write_study
from mitigraph.settings import EmbeddedTarget
from tests.queries.command import GIVEN, Command, Ran
from tests.queries.files import CASES, GOOD, write_pack

CAUSES = ["query", "run", "causes/of-issue", "--param", "issue=drift"]


def test_list_shows_ids_and_questions(mitigraph: Command) -> None:
    """One line a query, of a tag only where that is asked."""
    listed = mitigraph("query", "list")
    assert listed.code == 0
    question = "What causes an issue, or leads to a consequence or a further cause?"
    assert re.search(rf"^causes/of-issue +{re.escape(question)}$", listed.out, re.MULTILINE)
    assert mitigraph("query", "list", "integrity").out.count("\n") < listed.out.count("\n")
    tagged = mitigraph("query", "list", "--tag", "registry")
    assert tagged.out == "entities/search  What in the registry is about something?\n"
    assert mitigraph("query", "list", "--tag", "evidnce") == Ran(
        "", "error: no query has the tag 'evidnce'\n  did you mean 'evidence'?\n", 2
    )


def test_show_describes_and_gives_the_text(mitigraph: Command, tmp_path: Path) -> None:
    """A query is described with its parameters and columns; --cypher gives what Neo4j Browser takes."""
    shown = mitigraph("query", "show", "mine/issues", "--packs", str(write_pack(tmp_path)))
    body = GOOD.partition("// tags: [issue]\n// ---\n")[2]
    assert shown == Ran(
        "mine/issues\n"
        "Which issues are there?\n\n"
        "One row per issue.\n\n"
        "parameters\n"
        "  issue  string  default null  id or part of the name\n\n"
        "columns\n"
        "  issue     its name\n"
        "  issue_id  its id\n\n"
        "Views: table.\n\n"
        "tags: issue\n\n" + body,
        "",
        0,
    )
    assert mitigraph("query", "show", "mine/issues", "--cypher", "--packs", str(tmp_path)).out == body


def test_run_prints_a_table(mitigraph: Command) -> None:
    """The answer goes to stdout, plain in a pipe; nothing else does."""
    assert mitigraph(*CAUSES) == Ran(
        "issue  cause  kind   participants  excerpts  stated  inferred  denied  others  issue_id  cause_id\n"
        "Drift  Hurry  Cause             2         2       1         1       0       0  drift     hurry\n",
        "",
        0,
    )


def test_run_writes_every_format(mitigraph: Command) -> None:
    """The same rows in another format."""
    ran = mitigraph(*CAUSES, "--format", "json")
    assert [row["participants"] for row in json.loads(ran.out)] == [2]
    assert mitigraph(*CAUSES, "-f", "csv").out.startswith("issue,cause,kind,participants")


def test_run_writes_a_file_in_one_piece(mitigraph: Command, tmp_path: Path) -> None:
    """With -o the file holds the answer, stdout nothing, and no piece lies about."""
    target = tmp_path / "out" / "causes.csv"
    ran = mitigraph(*CAUSES, "-f", "csv", "-o", str(target))
    assert ran == Ran("", f"wrote 1 row to {target}\n", 0)
    assert target.read_text(encoding="utf-8").splitlines()[1] == "Drift,Hurry,Cause,2,2,1,1,0,0,drift,hurry"
    assert list(target.parent.iterdir()) == [target]


def test_no_rows_are_told_on_stderr(mitigraph: Command) -> None:
    """An answer of no rows is an answer: exit code 0, a word on stderr, valid output."""
    ran = mitigraph("query", "run", "causes/of-issue", "-p", "issue=trust", "-f", "json")
    assert ran == Ran("[]\n", "no rows\n", 0)


@pytest.mark.parametrize(
    ("arguments", "message", "hint", "code"),
    [
        (["causes/of-isue"], "there is no query 'causes/of-isue'", "did you mean 'causes/of-issue'?", 1),
        (
            ["causes/of-issue", "-p", "isue=a"],
            "causes/of-issue has no parameter 'isue'",
            "did you mean 'issue'?",
            1,
        ),
        (
            ["causes/of-issue", "-p", "issue=drfit"],
            "causes/of-issue: no Issue or Consequence or Cause is called 'drfit' (issue)",
            "did you mean 'drift'?",
            1,
        ),
        (
            ["causes/shared", "-p", "least=two"],
            "causes/shared: 'least' may not be 'two'",
            "it takes an integer: how many issues a cause must lead to",
            1,
        ),
        (
            ["evidence/of-link", "-p", "to=drift"],
            ("evidence/of-link needs the parameter 'from' (where the link starts; id or name or part of it)"),
            "add --param from=STRING",
            1,
        ),
        (["causes/shared", "-p", "least"], "--param 'least' is not NAME=VALUE", "for example", 2),
        (["gone.cypher"], "gone.cypher: no such file or directory", "check the path of the query", 1),
        (["-"], "-: there is no query on stdin", "send one, or name a query of a pack", 1),
    ],
)
def test_slips_are_two_lines_and_an_exit_code(
    mitigraph: Command, arguments: list[str], message: str, hint: str, code: int
) -> None:
    """What is wrong and what to do, on stderr; nothing on stdout."""
    ran = mitigraph("query", "run", *arguments)
    assert (ran.out, ran.code) == ("", code)
    assert ran.err.splitlines()[0] == f"error: {message}"
    assert ran.err.splitlines()[1].startswith(f"  {hint}")


def test_run_takes_anybodys_cypher(mitigraph: Command, tmp_path: Path) -> None:
    """From stdin or a file, with untyped parameters; what has a header is typed by it."""
    text = "MATCH (i:Issue) WHERE size(i.name) > $n RETURN i.id AS id ORDER BY id"
    assert mitigraph("query", "run", "-", "-p", "n=5", stdin=text).out == "id\ntrust\n"
    path = tmp_path / "mine.cypher"
    path.write_text(GOOD, encoding="utf-8")
    ran = mitigraph("query", "run", str(path), "-p", "issue=Lack")
    assert ran.out == "issue          issue_id\nLack of trust  trust\n"


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (i:Issue) SET i.name = 'x' RETURN i",
        "MATCH (i) DETACH DELETE i",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "CALL dbms.listConfig()",
    ],
)
def test_anybodys_cypher_only_reads(mitigraph: Command, text: str) -> None:
    """What would write, read files or administer is refused with exit code 1, and nothing changes."""
    ran = mitigraph("query", "run", "-", stdin=text)
    assert (ran.out, ran.code) == ("", 1)
    assert "is not allowed" in ran.err
    assert mitigraph("query", "run", "-", stdin="MATCH (i:Issue) RETURN count(i) AS n").out == "n\n2\n"


def test_exact_words_need_the_option_and_a_warning(mitigraph: Command) -> None:
    """Without --verbatim a query that names them is refused; with it, stderr warns."""
    text = "MATCH (x:Excerpt) RETURN x.text AS words LIMIT 1"
    assert "add --verbatim" in mitigraph("query", "run", "-", stdin=text).err
    ran = mitigraph("query", "run", "-", "--verbatim", stdin=text)
    assert (ran.code, ran.out) == (0, "words\n\n")
    assert ran.err == "warning: the answer may hold confidential words of interviews\n"


def test_links_still_to_derive_are_told(mitigraph: Command, loaded_study: Path) -> None:
    """While a load is unfinished the answer comes with a warning."""
    target = EmbeddedTarget(loaded_study / ".mitigraph")
    with open_graph(target, "write") as graph:
        graph.write(lambda transaction: transaction.run("MATCH (s:Study) SET s.pending = 'links'"))
    try:
        ran = mitigraph(*CAUSES)
    finally:
        with open_graph(target, "write") as graph:
            graph.write(lambda transaction: transaction.run("MATCH (s:Study) REMOVE s.pending"))
    assert ran.code == 0
    assert ran.err.startswith("warning: links are still to be derived; run 'mitigraph load'")


def test_without_a_graph_the_error_says_to_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A study that was never loaded has no answers yet: exit code 3."""
    write_study(GIVEN, tmp_path)
    monkeypatch.setattr(sys, "argv", ["mitigraph", "--study", str(tmp_path), *CAUSES])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3
    assert "mitigraph load" in capsys.readouterr().err


def test_test_runs_cases(mitigraph: Command, tmp_path: Path) -> None:
    """`query test` names each case; all hold, exit code 0."""
    ran = mitigraph("query", "test", "mine", "--packs", str(write_pack(tmp_path)))
    assert ran == Ran(
        "ok    mine/issues: by a part of the name\n"
        "ok    mine/issues: by its id\n"
        "ok    mine/issues: a registry without issues has no row\n"
        "1 query, 3 cases, 0 failed, 0 findings\n",
        "",
        0,
    )


def test_test_fails_with_what_differs(mitigraph: Command, tmp_path: Path) -> None:
    """A case that fails shows its rows, a finding its line: exit code 4."""
    cases = CASES.replace("expect: [{issue: Leakage", "expect: [{issue: Leakages")
    write_pack(tmp_path, text=GOOD.replace("ORDER BY i.id", "ORDER BY i.name"), cases=cases)
    ran = mitigraph("query", "test", "mine/issues", "--packs", str(tmp_path))
    assert ran.code == 4
    lines = ran.out.splitlines()
    assert "issues.cypher:12: the ORDER BY leaves rows" in lines[0]
    assert lines[2] == "FAIL  mine/issues: by its id"
    assert lines[3] == "        missing: {'issue': 'Leakages', 'issue_id': 'leakage'}"
    assert lines[-1] == "1 query, 3 cases, 1 failed, 1 finding"
    assert ran.err.splitlines()[0] == "error: not every query passed"


def test_a_warning_is_counted_apart_and_fails_nothing(mitigraph: Command, tmp_path: Path) -> None:
    """A fan-out is told with its line; the exit code is 0, because a person may mean it."""
    fan_out = "OPTIONAL MATCH (i)<-[:MENTIONS]-(x)\nOPTIONAL MATCH (i)<-[:REPORTS]-(p)\nRETURN i.name AS"
    write_pack(tmp_path, text=GOOD.replace("RETURN i.name AS", fan_out))
    ran = mitigraph("query", "test", "mine/issues", "--packs", str(tmp_path))
    assert ran.code == 0
    assert "issues.cypher:12: warning: the patterns in lines 11 and 12 that hang on i" in ran.out
    assert ran.out.splitlines()[-1] == "1 query, 3 cases, 0 failed, 0 findings, 1 warning"


def test_a_closed_pipe_is_no_error(loaded_study: Path) -> None:
    """`mitigraph query list | head -1` ends quietly."""
    command = f"{sys.executable} -m mitigraph.cli.main query list | head -1"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        cwd=loaded_study,
        env=os.environ,
    )
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_every_command_says_what_it_does(mitigraph: Command) -> None:
    """Help exists for the group and each command, and names every option's meaning."""
    assert "Run a query of a pack" in mitigraph("query", "run", "--help").out
    for name in ("list", "show", "run", "test"):
        ran = mitigraph("query", name, "--help")
        assert ran.code == 0
        assert "--packs DIR" in ran.out


ENDLESS = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b"


def test_a_row_limit_cuts_and_says_so(mitigraph: Command) -> None:
    """An answer without end comes back with its first rows, and a warning that there are more."""
    ran = mitigraph("query", "run", "-", "--limit", "2", "-f", "csv", stdin=f"{ENDLESS} RETURN a, b")
    assert ran.out == "a,b\n1,1\n1,2\n"
    assert ran.err.startswith("warning: only the first 2 rows; there are more")
    whole = mitigraph("query", "run", "-", "--limit", "2", stdin="UNWIND [1, 2] AS n RETURN n")
    assert whole.err == ""


def test_cypher_of_ones_own_has_limits(mitigraph: Command) -> None:
    """Nobody has measured it: without a limit that is given, ten thousand rows are enough."""
    ran = mitigraph("query", "run", "-", "-f", "jsonl", stdin=f"{ENDLESS} RETURN a, b")
    assert len(ran.out.splitlines()) == 10_000
    assert "only the first 10,000 rows" in ran.err


def test_a_time_limit_ends_the_query(mitigraph: Command) -> None:
    """A query that would take for ever is ended, and the error says that it was."""
    ran = mitigraph("query", "run", "-", "--timeout", "1.5", stdin=f"{ENDLESS} RETURN count(*) AS n")
    assert (ran.out, ran.code) == ("", 1)
    assert (
        ran.err.splitlines()[0] == "error: the query took longer than its time limit of 1.5 s and was ended"
    )


def test_a_part_of_the_rows_has_no_other_view(mitigraph: Command) -> None:
    """A count or a graph of some rows would pass for that of all."""
    ran = mitigraph("query", "run", "issues/by-participants", "--view", "count", "--limit", "3")
    assert ran.err.startswith("error: --limit belongs to --view table")


def test_misspelt_names_of_ones_own_are_warned_of(mitigraph: Command) -> None:
    """A database answers a label that it does not have with no rows; the schema knows better."""
    ran = mitigraph("query", "run", "-", stdin="MATCH (i:Isue) RETURN i.nam AS n")
    assert "warning: -:1: the model has no label 'Isue' (did you mean 'Issue'?)" in ran.err
    assert "nothing in the model has the property 'nam'" in ran.err
    assert mitigraph("query", "run", "-", stdin="MATCH (i:Issue) RETURN i.id AS n").err == ""


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("MATCH (i:Issue)\nMATCH (c:Cause) RETURN count(*) AS n", "-:2:7: c shares nothing with i in line 1"),
        (
            "MATCH (i:Issue)<-[:CAUSES]-(c) MATCH (i)<-[:MITIGATES]-(m) RETURN count(c) AS n",
            "-:1: the patterns in line 1 that hang on i multiply each other's rows",
        ),
        (
            "MATCH (i:Issue) RETURN head(collect(i.id)) AS x",
            "-:1:29: collect(i.id) makes its list in no order",
        ),
    ],
)
def test_ones_own_cypher_is_warned_of_what_changes_its_answer(
    mitigraph: Command, text: str, warning: str
) -> None:
    """Rows that multiply and a value that no order decides: one line each, and the answer all the same."""
    ran = mitigraph("query", "run", "-", stdin=text)
    assert ran.code == 0
    assert ran.err.startswith(f"warning: {warning}")
    assert len(ran.err.splitlines()) == 1


def test_a_list_that_is_only_shown_in_no_order_is_no_warning(mitigraph: Command) -> None:
    """Who looks once need not sort."""
    ran = mitigraph("query", "run", "-", stdin="MATCH (i:Issue) RETURN collect(i.id) AS ids LIMIT 3")
    assert (ran.err, ran.code) == ("", 0)


def test_a_pack_is_no_query(mitigraph: Command) -> None:
    """Who names a pack is told how to run all of it."""
    ran = mitigraph("query", "run", "causes")
    assert ran.err.splitlines()[0] == "error: 'causes' is a pack, not a query"
    assert "--all -o DIR" in ran.err


def test_one_wrong_header_hides_no_other_query(mitigraph: Command, tmp_path: Path) -> None:
    """The list goes on past a file that cannot be read, and names it."""
    packs = write_pack(tmp_path)
    (packs / "mine" / "broken.cypher").write_text("MATCH (n) RETURN n", encoding="utf-8")
    ran = mitigraph("query", "list", "--packs", str(packs))
    assert "mine/issues" in ran.out
    assert "left out: " in ran.err
    assert "broken.cypher:1: the query has no header" in ran.err
