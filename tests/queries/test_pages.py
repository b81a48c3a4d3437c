"""An answer as a page and as a workbook, and a whole pack in a folder."""

from __future__ import annotations

import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mitigraph.queries.page import Entry, as_html, index_page
from mitigraph.queries.table import About, Table
from mitigraph.queries.workbook import as_xlsx
from tests.queries.command import Command

HOSTILE = "<script>alert(1)</script>"
EXCERPT = {"excerpt": "1/Ann/2", "participant": "P1", "interview": "1", "turn": 2, "paraphrase": HOSTILE}
ABOUT = About(f"What {HOSTILE}?", "mine/x", "One row.", {"issue": HOSTILE}, {"n": f"how many {HOSTILE}"})
TABLE = Table(("issue", "n", "evidence"), ((HOSTILE, 2, [EXCERPT]), ("=1+1", 1, [])), ABOUT)


class Elements(HTMLParser):
    """The elements of a page and the text in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.words.append(data.strip())


def test_no_text_becomes_markup() -> None:
    """Whatever a name or paraphrase holds is text of the page; the page has no script at all."""
    page = as_html(TABLE)
    found = Elements(page)
    assert "script" not in found.tags
    assert found.words.count(HOSTILE) >= 2
    assert "default-src 'none'" in page
    assert page == as_html(TABLE)


def test_a_row_opens_to_its_excerpts() -> None:
    """Each row says how many excerpts are behind it, and holds them."""
    found = Elements(as_html(TABLE))
    assert found.tags.count("details") == 1
    assert {"1 excerpt", "0 excerpts", "2 rows"} <= set(found.words)
    assert "1/Ann/2" in found.words


def test_exact_words_are_announced() -> None:
    """A page with the words of an interview says on top that it is confidential."""
    said = Table(("evidence",), (([{**EXCERPT, "text": "the very words"}],),))
    assert "treat it as confidential" in as_html(said)
    assert "treat it as confidential" not in as_html(TABLE)


def test_a_cut_answer_says_so() -> None:
    """Where there are more rows than are shown, the page and the workbook tell."""
    cut = Table(("n",), ((1,),), cut=True)
    assert "There are more rows" in as_html(cut)
    assert ["rows", "there are more rows than these"] in _sheet(as_xlsx(cut), "about")


def _sheet(content: bytes, name: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def test_a_workbook_keeps_numbers_and_text() -> None:
    """A spreadsheet program reads numbers as numbers and text as text, never as a formula."""
    content = as_xlsx(TABLE)
    assert _sheet(content, "answer") == [
        ["row", "issue", "n", "evidence (excerpts)"],
        [1, HOSTILE, 2, 1],
        [2, "=1+1", 1, 0],
    ]
    cell = openpyxl.load_workbook(io.BytesIO(content))["answer"]["B3"]
    assert cell.data_type == "s"
    assert _sheet(content, "evidence")[1] == [1, "1/Ann/2", "P1", "1", 2, HOSTILE, None]
    assert ["parameter issue", HOSTILE] in _sheet(content, "about")
    assert content == as_xlsx(TABLE)


def test_a_workbook_of_plain_values() -> None:
    """Nulls are empty cells, lists are joined, truth is truth; a text that no cell can hold is cut."""
    content = as_xlsx(Table(("a", "b", "c", "d"), ((None, ["x", "y"], True, "z" * 40_000),)))
    none, joined, true, cut = _sheet(content, "answer")[1]
    assert (none, joined, true, len(cut)) == (None, "x; y", True, 32_767)


def test_an_index_leads_to_answers_and_says_why_there_is_none() -> None:
    """A query with a file is a link, one without says what it needs."""
    page = index_page(
        "Answers", "All.", [Entry("a/b", "Which?", "a/b.html", 3), Entry("a/c", "Who?", reason="needs x")]
    )
    found = Elements(page)
    assert found.tags.count("a") == 1
    assert {"Which?", "3", "Who?", "needs x"} <= set(found.words)


# --- the command ---------------------------------------------------------------------------------------


def test_a_pack_goes_into_a_folder(mitigraph: Command, tmp_path: Path) -> None:
    """Every query of the pack has a file or a reason in the index, and nothing else is there."""
    done = mitigraph("query", "run", "evidence", "--all", "-o", str(tmp_path / "out"), "-f", "html")
    index = Elements((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    files = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.html")}
    assert files == {"index.html", "evidence/denials.html"}
    assert "wrote 1 of 3 answers" in done.err
    assert any("needs the parameter 'from'" in word for word in index.words)


def test_parameters_and_format_reach_every_query(mitigraph: Command, tmp_path: Path) -> None:
    """A parameter goes to the queries that have it; the format is every file's."""
    mitigraph("query", "run", "causes", "--all", "-o", str(tmp_path), "-f", "json", "-p", "least=1")
    shared = json.loads((tmp_path / "causes" / "shared.json").read_text(encoding="utf-8"))
    assert [row["cause_id"] for row in shared] == ["hurry"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("causes", "--all"), "--all needs a folder for the answers"),
        (("causes", "--all", "-o", "{file}"), "{file} is a file, and --all writes a folder"),
        (("causes", "--all", "-o", "out", "-p", "laest=1"), "none of these queries has a parameter 'laest'"),
        (("cuases", "--all", "-o", "out"), "there is no query 'cuases'"),
        ((), "which query?"),
        (("causes/shared", "-f", "xlsx", "-o", "{folder}"), "{folder} is a folder"),
    ],
)
def test_slips_with_folders(
    mitigraph: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    """What is wrong with --all and -o is told before anything is written."""
    monkeypatch.chdir(tmp_path)
    places = {"file": tmp_path / "file", "folder": tmp_path}
    places["file"].touch()
    done = mitigraph("query", "run", *(argument.format(**places) for argument in arguments))
    assert done.err.splitlines()[0] == f"error: {message.format(**places)}"
    assert not (tmp_path / "out").exists()


def test_the_name_of_the_file_says_the_format(mitigraph: Command, tmp_path: Path) -> None:
    """Without --format a file is written as its name ends; --format goes before."""
    mitigraph("query", "run", "causes/of-issue", "-o", str(tmp_path / "a.csv"))
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("issue,cause,")
    mitigraph("query", "run", "causes/of-issue", "-o", str(tmp_path / "a.xlsx"))
    assert _sheet((tmp_path / "a.xlsx").read_bytes(), "answer")[0][:2] == ["issue", "cause"]
    mitigraph("query", "run", "causes/of-issue", "-o", str(tmp_path / "b.csv"), "-f", "json")
    assert json.loads((tmp_path / "b.csv").read_text(encoding="utf-8"))[0]["cause_id"] == "hurry"


def test_a_folder_without_an_answer_is_a_failure(mitigraph: Command, tmp_path: Path) -> None:
    """What is cut or not answered is told, and no answer at all ends with an error."""
    cut = mitigraph("query", "run", "causes", "--all", "-o", str(tmp_path), "--limit", "0")
    assert "warning: causes/of-issue: only the first 0 rows; there are more" in cut.err
    assert "(cut)" in (tmp_path / "index.html").read_text(encoding="utf-8")
    wrong = mitigraph("query", "run", "causes", "--all", "-o", str(tmp_path), "-p", "origin=peple")
    assert "no answer to causes/by-origin: 'origin' may not be 'peple'" in wrong.err
    none = mitigraph("query", "run", "integrity", "--all", "-o", str(tmp_path), "--view", "count")
    assert none.code == 1
    assert "queries has an answer" in none.err
