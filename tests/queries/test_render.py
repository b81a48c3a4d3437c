"""An answer as text: exact, the same every time, nothing lost and nothing that a terminal would obey."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from mitigraph.cli import query_command
from mitigraph.queries.render import WRITERS, as_table, cell
from mitigraph.queries.runner import Table

TABLE = Table(
    ("issue", "participants", "names", "share"),
    (("Data drift", 12, ["P1", "P2"], 0.5), ("Trust; or lack, of it", 3, [], None)),
)
LINK: dict[str, Any] = {"type": "CAUSES", "start": "hurry", "end": "drift", "properties": {}}
NODES: list[dict[str, Any]] = [{"label": "Issue", "id": "drift", "properties": {}}]
NODES.append({"label": "Cause", "id": "hurry", "properties": {}})


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        (
            "table",
            (
                "issue                  participants  names   share\n"
                "Data drift                       12  P1; P2    0.5\n"
                "Trust; or lack, of it             3\n"
            ),
        ),
        (
            "csv",
            'issue,participants,names,share\nData drift,12,P1; P2,0.5\n"Trust; or lack, of it",3,,\n',
        ),
        (
            "tsv",
            "issue\tparticipants\tnames\tshare\nData drift\t12\tP1; P2\t0.5\nTrust; or lack, of it\t3\t\t\n",
        ),
        (
            "jsonl",
            (
                '{"issue": "Data drift", "participants": 12, "names": ["P1", "P2"], "share": 0.5}\n'
                '{"issue": "Trust; or lack, of it", "participants": 3, "names": [], "share": null}\n'
            ),
        ),
        (
            "markdown",
            (
                "| issue | participants | names | share |\n| --- | ---: | --- | ---: |\n"
                "| Data drift | 12 | P1; P2 | 0.5 |\n| Trust; or lack, of it | 3 |  |  |\n"
            ),
        ),
    ],
)
def test_each_format_exactly(format_: str, text: str) -> None:
    """Each format writes these bytes: lists joined, nulls as nothing, numbers to the right."""
    assert WRITERS[format_](TABLE) == text


def test_json_is_a_list_of_objects() -> None:
    """JSON keeps every value as it is."""
    assert json.loads(WRITERS["json"](TABLE)) == TABLE.records()


def test_the_command_offers_every_format() -> None:
    """The formats of --format are those that there are (named twice, so that help imports nothing)."""
    assert tuple(WRITERS) == query_command.FORMATS


@pytest.mark.parametrize("format_", WRITERS)
def test_no_rows_leave_the_columns(format_: str) -> None:
    """An empty answer is valid in every format, and names its columns where the format can."""
    text = WRITERS[format_](Table(("issue", "n"), ()))
    expected = {"json": "[]\n", "jsonl": "", "table": "issue  n\n", "csv": "issue,n\n", "tsv": "issue\tn\n"}
    assert text == expected.get(format_, "| issue | n |\n| --- | --- |\n")


def test_a_pipe_gets_all_of_a_long_cell_on_one_line() -> None:
    """Without a terminal nothing is wrapped, cut or coloured."""
    long = "word " * 400
    lines = as_table(Table(("a", "b"), ((long, "end"),))).splitlines()
    assert len(lines) == 2
    assert lines[1].startswith(long)
    assert lines[1].endswith("end")


def test_a_terminal_gets_wrapped_cells() -> None:
    """On a terminal no line is wider than it, and no word is lost."""
    text = as_table(Table(("a", "b"), (("word " * 40, "end"),)), width=60)
    assert max(map(len, text.splitlines())) <= 60
    assert text.count("word") == 40


@pytest.mark.parametrize("format_", ["table", "markdown"])
@pytest.mark.parametrize(
    "hostile", ["\x1b[31mred\x1b[0m", "a\rb\nc\td", "[bold]x[/bold]", "a\u202eb", "\x9b31m"]
)
def test_a_terminal_gets_no_commands(format_: str, hostile: str) -> None:
    """Escape sequences, line ends, markup and text direction in a value are shown, never obeyed."""
    text = WRITERS[format_](Table(("a", "b"), ((hostile, "end"),)))
    assert not set(text) & set("\x1b\x9b\r\u202e")
    assert len(text.splitlines()) == (2 if format_ == "table" else 3)
    assert "bold" in text if "bold" in hostile else True


def test_csv_and_tsv_give_back_what_went_in() -> None:
    """Commas, quotes, tabs and line feeds in a value survive: read again, it is the same value."""
    hostile = 'a,"b"\tc\nd\\e'
    table = Table(("a",), ((hostile,),))
    assert list(csv.reader(io.StringIO(WRITERS["csv"](table))))[1] == [hostile]
    escaped = WRITERS["tsv"](table).splitlines()[1]
    assert escaped == 'a,"b"\\tc\\nd\\\\e'


def test_markdown_is_escaped() -> None:
    """A value can add no cell, no HTML and no emphasis."""
    text = WRITERS["markdown"](Table(("a",), (("x | <b>*y*</b> & [z](u) _a_ b_c",),)))
    assert text.splitlines()[2] == r"| x \| \<b\>\*y\*\</b\> &amp; \[z\](u) \_a\_ b_c |"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (NODES[0], "(:Issue drift)"),
        (LINK, "(hurry)-[:CAUSES]->(drift)"),
        ({"nodes": NODES, "relationships": [LINK]}, "(drift)<-[:CAUSES]-(hurry)"),
        ({"b": 1, "a": [True]}, '{"a": [true], "b": 1}'),
        ([1, None, "a"], "1; ; a"),
        (False, "false"),
    ],
)
def test_values_in_a_cell(value: Any, text: str) -> None:
    """Nodes, relationships, paths, maps, lists and truth values each have one way to be written."""
    assert cell(value) == text
