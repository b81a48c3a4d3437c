"""An answer as text: exact, the same every time, nothing lost and nothing that a terminal would obey."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from mitigraph.cli import tables
from mitigraph.queries.render import as_csv, as_table, cell
from mitigraph.queries.table import Table
from mitigraph.queries.terminal import on_terminal
from mitigraph.queries.writers import WRITERS

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
    assert tuple(WRITERS) == tables.FORMATS


@pytest.mark.parametrize("format_", ["table", "csv", "tsv", "json", "jsonl", "markdown"])
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


def test_wide_characters_are_aligned() -> None:
    """Characters that take two places on a terminal count as two."""
    lines = as_table(Table(("a", "b"), (("数据", 1), ("abcd", 2)))).splitlines()
    assert lines == ["a     b", "数据  1", "abcd  2"]


WIDE = Table(
    ("issue", "participants", "issue_id"),
    (("Results differ between environments", 12, "different-results-across-environments"),),
)


def test_a_terminal_gets_whole_words() -> None:
    """Where there is room, cells are wrapped between words, ids stay whole, numbers on the right."""
    assert on_terminal(WIDE, 70) == (
        "\n"
        " issue            participants  issue_id\n"
        " ────────────────────────────────────────────────────────────────────\n"
        " Results differ             12  different-results-across-environments\n"
        " between\n"
        " environments\n"
        "\n"
    )


def test_a_narrow_terminal_gets_no_ids() -> None:
    """What does not fit leaves out the ids beside names, and says so."""
    assert on_terminal(WIDE, 40) == (
        "\n"
        " issue                     participants\n"
        " ──────────────────────────────────────\n"
        " Results differ between              12\n"
        " environments\n"
        "\n"
        "ids left out\n"
    )


def test_a_very_narrow_terminal_gets_a_block_per_row() -> None:
    """What still does not fit is written line by line, with every column that is not empty."""
    assert on_terminal(WIDE, 24) == (
        "issue         Results\n"
        "              differ\n"
        "              between\n"
        "              environmen\n"
        "              ts\n"
        "participants  12\n"
        "issue_id      different-\n"
        "              results-ac\n"
        "              ross-envir\n"
        "              onments\n"
        "\n"
    )


@pytest.mark.parametrize("width", [20, 30, 40, 60, 100, 300])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Whatever the width, lines fit it and hold the numbers."""
    text = on_terminal(WIDE, width)
    assert max(map(len, text.splitlines())) <= width
    assert "12" in text


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
    assert list(csv.reader(io.StringIO(as_csv(table))))[1] == [hostile]
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
