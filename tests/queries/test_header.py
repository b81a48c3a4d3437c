"""The header of a query file: read where it is right, and each fault found at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mitigraph.queries.header import Header, Parameter, read_header
from tests.queries.files import GOOD

PATH = Path("q.cypher")


def fault(text: str) -> tuple[str, str, str]:
    """The first finding of a text: place, message, hint."""
    header, findings = read_header(text, PATH)
    assert header is None
    return findings[0].place, findings[0].message, findings[0].hint


def test_reads_every_part() -> None:
    """Title, description, parameters, columns in their order and tags come out as written."""
    header, findings = read_header(GOOD, PATH)
    assert not findings
    assert header == Header(
        title="Which issues are there?",
        description="One row per issue.",
        params={
            "issue": Parameter(type="string", default=None, entity=("Issue",), help="id or part of the name")
        },
        returns={"issue": "its name", "issue_id": "its id"},
        tags=("issue",),
    )
    assert list(header.returns) == ["issue", "issue_id"]


def test_reads_windows_lines_and_leading_blank_lines() -> None:
    """Line ends of Windows and empty lines above the header change nothing."""
    header, findings = read_header("\r\n" + GOOD.replace("\n", "\r\n"), PATH)
    assert not findings
    assert header is not None
    assert header.title == "Which issues are there?"


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "hint"),
    [
        ("tags:", "tag:", "q.cypher:7", "the header has an unknown key 'tag'", "did you mean 'tags'?"),
        (
            "help: id",
            "halp: id",
            "q.cypher:5",
            "the header has an unknown key 'params.issue.halp'",
            "did you mean 'help'?",
        ),
        ("// title: Which issues are there?\n", "", "q.cypher:2", "the header lacks 'title'", "add it"),
        ("default: null, ", "", "q.cypher:5", "needs a default (null for all) or 'required: true'", ""),
        ("default: null", "default: 3", "q.cypher:5", "its default 3 is no string that it allows", ""),
        ("type: string", "type: word", "q.cypher:5", "params.issue.type", ""),
        ("// tags: [issue]", "// title: again", "q.cypher:7", "the header has 'title' twice", "keep one"),
        ("One row per issue.", "One: two: three", "q.cypher:3", "the header is not valid YAML", "quote"),
        ("// ---\nMATCH", "MATCH", "q.cypher:1", "the query has no header", "begin it with"),
        ("returns: {issue: its name, issue_id: its id}", "returns: {}", "q.cypher:6", "returns", ""),
    ],
)  # fmt: skip
def test_finds_each_fault_at_its_line(old: str, new: str, place: str, message: str, hint: str) -> None:
    """A wrong header is told with path:line, what is wrong, and what was probably meant."""
    assert old in GOOD
    found = fault(GOOD.replace(old, new, 1))
    assert found[0] == place
    assert message in found[1]
    assert hint in found[2]


def test_both_default_and_required_is_a_fault() -> None:
    """A required parameter has no default: one of the two would never be used."""
    _, message, _ = fault(GOOD.replace("default: null", "default: null, required: true"))
    assert "not both" in message


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("string", "a", 1),
        ("integer", 3, True),
        ("integer", 3, 3.5),
        ("float", 3, "3"),
        ("boolean", False, 0),
        ("strings", ["a", "b"], "a"),
        ("strings", [], [1]),
    ],
)
def test_types_accept_their_values_only(kind: str, good: object, bad: object) -> None:
    """A value has the declared type: true is no number, a word is no list of words."""
    parameter = Parameter.model_validate({"type": kind, "help": "h", "required": True})
    assert parameter.accepts(good)
    assert not parameter.accepts(bad)


def test_choices_bind_words_and_lists_of_words() -> None:
    """Where there are choices, nothing else is accepted."""
    word = Parameter(type="string", help="h", default="own", choices=("own", "with-kinds"))
    assert word.accepts("own")
    assert not word.accepts("Own")
    words = Parameter(type="strings", help="h", required=True, choices=("a", "b"))
    assert words.accepts(["a", "b"])
    assert not words.accepts(["a", "c"])
