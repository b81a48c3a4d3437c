"""`mitigraph view` as people run it: what it writes, says and refuses."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mitigraph.cli.main import main
from mitigraph.graph.backends import open_graph
from mitigraph.settings import EmbeddedTarget
from tests.viz.given import WORDS


@dataclass
class Result:
    """What a command printed, and its exit code."""

    out: str
    err: str
    code: int


@pytest.fixture
def view(
    shop_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Any:
    """Run `mitigraph view` on the shop (or another study), in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MITIGRAPH_")]:
        monkeypatch.delenv(name)

    def run(*arguments: str, study: Path = shop_folder) -> Result:
        monkeypatch.setattr("sys.argv", ["mitigraph", "--study", str(study), "view", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Result(printed.out, printed.err, code)

    return run


def nodes_of(path: str) -> set[str]:
    """The nodes that a written page draws."""
    page = Path(path).read_text(encoding="utf-8")
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert block
    return {node["id"] for node in json.loads(block[1])["nodes"]}


def test_the_whole_map(view: Any) -> None:
    """Without options everything is drawn, and one line says so."""
    assert view("-o", "page.html") == Result("wrote page.html: 16 nodes, 14 links\n", "", 0)
    assert len(nodes_of("page.html")) == 16
    assert [path.name for path in Path().iterdir()] == ["page.html"]


@pytest.mark.parametrize("options", [[], ["--issue", "drift", "--hops", "1"]])
def test_the_page_of_one_study_is_always_the_same(
    shop_folder: Path, tmp_path: Path, options: list[str]
) -> None:
    """Two processes write the same bytes, whatever the order in which each keeps its sets."""
    pages = []
    for seed in ("1", "2"):
        page = tmp_path / f"{seed}.html"
        command = [sys.executable, "-m", "mitigraph.cli.main", "--study", str(shop_folder), "view", *options]
        subprocess.run([*command, "-o", str(page)], env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
        pages.append(page.read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("options", "printed"),
    [
        (["--issue", "DRIFT"], "11 nodes, 13 links"),
        (["--issue", "drift", "--hops", "1"], "9 nodes, 10 links"),
        (["--phase", "depl"], "9 nodes, 10 links"),
        (["--phase", "collection"], "1 node, 0 links"),
        (["--co-coded"], "16 nodes, 15 links"),
        (["--query", "causes/of-issue", "--param", "issue=drift"], "2 nodes, 1 link"),
    ],
)
def test_parts_of_the_map(view: Any, options: list[str], printed: str) -> None:
    """Each option chooses its part."""
    assert view(*options, "-o", "page.html") == Result(f"wrote page.html: {printed}\n", "", 0)


def test_a_query_of_ones_own(view: Any) -> None:
    """A .cypher file chooses too, with a parameter."""
    Path("mine.cypher").write_text("MATCH p = (:Cause {id: $cause})-[:CAUSES]->() RETURN p", encoding="utf-8")
    done = view("--query", "mine.cypher", "--param", "cause=no-calendar", "-o", "page.html")
    assert done == Result("wrote page.html: 2 nodes, 1 link\n", "", 0)
    assert nodes_of("page.html") == {"no-calendar", "holidays"}


def test_exact_words_come_with_a_warning(view: Any) -> None:
    """With --verbatim the page holds the words, and stderr warns; without it neither."""
    view("-o", "plain.html")
    assert WORDS not in Path("plain.html").read_text(encoding="utf-8")
    done = view("--verbatim", "-o", "words.html")
    assert done.err == "warning: the page holds the exact words of interviews: treat it as confidential\n"
    assert WORDS in Path("words.html").read_text(encoding="utf-8")


def test_exact_words_that_are_not_there(view: Any) -> None:
    """Where the graph has no exact words, --verbatim says how to get them and the page makes no claim."""
    done = view("--issue", "unheard", "--verbatim", "-o", "page.html")
    assert done.err.startswith("warning: the graph holds no exact words")
    assert "Confidential." not in Path("page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "message", "hint", "code"),
    [
        (["--issue", "drfit"], "no issue is called 'drfit'", "did you mean 'drift'?", 1),
        (["--phase", "deploiment"], "no phase is called 'deploiment'", "did you mean 'deployment'?", 1),
        (
            ["--query", "causes/of-isue"],
            "there is no query 'causes/of-isue'",
            "did you mean 'causes/of-issue'",
            1,
        ),
        (["--query", "none.cypher"], "none.cypher: no such file or directory", "check the path", 1),
        (["--issue", "a", "--phase", "b"], "--issue and --phase do not go together", "give one of them", 2),
        (["--param", "a=b"], "--param and --packs belong to --query", "add --query ID", 2),
    ],
)
def test_what_does_not_fit(view: Any, options: list[str], message: str, hint: str, code: int) -> None:
    """Two lines on stderr, the exit code, and no file."""
    done = view(*options, "-o", "page.html")
    lines = done.err.splitlines()
    assert (done.out, lines[0], done.code) == ("", f"error: {message}", code)
    assert lines[1].strip().startswith(hint)
    assert len(lines) == 2
    assert not Path("page.html").exists()


def test_a_query_that_names_nothing(view: Any) -> None:
    """Rows without an entity are no map: the error says what to return."""
    Path("count.cypher").write_text("MATCH (c:Code) RETURN count(c) AS n", encoding="utf-8")
    done = view("--query", "count.cypher", "-o", "page.html")
    assert done.code == 1
    assert done.err.startswith("error: there is nothing to draw: count.cypher finds 1 row without")


def test_a_query_cannot_write(view: Any) -> None:
    """A query that would write is refused, as everywhere."""
    Path("evil.cypher").write_text("MATCH (n) DETACH DELETE n", encoding="utf-8")
    assert view("--query", "evil.cypher", "-o", "page.html").code == 1
    assert view("-o", "page.html").out == "wrote page.html: 16 nodes, 14 links\n"


def test_nothing_loaded_and_an_empty_graph(view: Any, tmp_path: Path) -> None:
    """Before a load the error says to load; so it does for a database without anything in it."""
    (tmp_path / "study.yaml").touch()
    done = view("-o", "page.html", study=tmp_path)
    assert (done.code, Path("page.html").exists()) == (3, False)
    with open_graph(EmbeddedTarget(tmp_path / ".mitigraph"), "write"):
        pass
    done = view("-o", "page.html", study=tmp_path)
    assert (done.err.splitlines()[0], done.code) == ("error: there is nothing to draw: the graph is empty", 1)


def test_a_page_that_cannot_be_written_leaves_the_old_one(view: Any) -> None:
    """A path that is no place for a file is an error, and nothing half-written stays."""
    Path("old").write_text("a file, not a folder", encoding="utf-8")
    done = view("-o", "old/page.html")
    assert done.code == 1
    assert len(done.err.splitlines()) == 2
    assert [path.name for path in Path().iterdir()] == ["old"]


@pytest.mark.skipif(os.name != "posix", reason="the size of files is limited with ulimit")
def test_a_write_that_fails_half_way_keeps_the_old_page(shop_folder: Path, tmp_path: Path) -> None:
    """With room for half a page the old page stays as it was, and nothing stays beside it."""
    page = tmp_path / "page.html"
    page.write_text("the old page", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mitigraph.cli.main",
        "--study",
        str(shop_folder),
        "view",
        "-o",
        str(page),
    ]
    limited = ["sh", "-c", 'ulimit -f 512; exec "$@"', "sh", *command]
    done = subprocess.run(limited, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "file too large" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]
    assert page.read_text(encoding="utf-8") == "the old page"


def test_what_a_query_names_goes_from_one_command_to_the_other(view: Any, tmp_path: Path) -> None:
    """The part of the map that ``query run`` wrote is drawn: its nodes, and its links and no others."""
    node = {"end_label": None, "end_id": None, "type": None, "start_label": "Issue", "start_id": "drift"}
    part = tmp_path / "part.json"
    part.write_text(json.dumps([node]), encoding="utf-8")
    assert "1 node, 0 links" in view("--subgraph", str(part), "-o", "page.html").out
    part.write_text(json.dumps([{**node, "start_id": "gone"}]), encoding="utf-8")
    assert "the graph has no 'gone'" in view("--subgraph", str(part), "-o", "page.html").err
    part.write_text('{"no": "list"}', encoding="utf-8")
    assert "this is no part of a map" in view("--subgraph", str(part), "-o", "page.html").err
