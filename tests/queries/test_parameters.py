"""Parameters: typed, converted, defaulted, and slips told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mitigraph.errors import QueryError, UsageError
from mitigraph.queries.catalog import Query, query_of
from mitigraph.queries.parameters import bind, parse_assignments

TYPED = """// ---
// title: T
// description: D
// params:
//   word: {type: string, default: null, help: a word}
//   depth: {type: integer, default: 2, help: how deep}
//   share: {type: float, default: 0.5, help: a share}
//   all: {type: boolean, default: false, help: everything}
//   ids: {type: strings, default: [a], help: some ids}
//   level: {type: string, default: own, choices: [own, with-kinds], help: the level}
// returns: {one: 1}
// ---
RETURN $word AS one, $depth, $share, $all, $ids, $level
""".replace("{one: 1}", "{one: a number}")
DEFAULTS = {"word": None, "depth": 2, "share": 0.5, "all": False, "ids": ["a"], "level": "own"}


def typed(text: str = TYPED) -> Query:
    """A query with a parameter of each type."""
    query, findings = query_of(text, Path("t.cypher"), "t/t")
    assert not findings, findings
    return query


def free(text: str) -> Query:
    """A query without a header."""
    return query_of(text, Path("-"))[0]


def test_defaults_stand_where_nothing_is_given() -> None:
    """Every declared parameter gets a value, its default where none is given."""
    assert bind(typed(), {}) == DEFAULTS


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("word", "3", "3"),
        ("depth", "3", 3),
        ("depth", 3, 3),
        ("share", "1", 1.0),
        ("share", 1, 1),
        ("all", "yes", True),
        ("all", "False", False),
        ("ids", "b; c;", ["b", "c"]),
        ("ids", ["b"], ["b"]),
        ("level", "with-kinds", "with-kinds"),
        ("level", None, "own"),
    ],
)
def test_values_become_the_declared_type(name: str, given: Any, value: Any) -> None:
    """What a person types becomes what the header declares; nothing given is the default."""
    bound = bind(typed(), {name: given})[name]
    assert bound == value
    assert type(bound) is type(value)


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ({"dept": "3"}, "t/t has no parameter 'dept'", "did you mean 'depth'?"),
        ({"word": ""}, "'word' is empty", "give it a value, or leave it out"),
        ({"depth": " "}, "'depth' is empty", "give it a value, or leave it out"),
        ({"depth": "3.5"}, "'depth' may not be '3.5'", "it takes an integer: how deep"),
        ({"depth": True}, "'depth' may not be True", "it takes an integer"),
        ({"all": "maybe"}, "'all' may not be 'maybe'", "it takes a boolean"),
        ({"level": "with"}, "'level' may not be 'with'", "did you mean 'with-kinds'?"),
        ({"ids": 3}, "'ids' may not be 3", "it takes a list of strings"),
    ],
)
def test_a_slip_is_told(given: dict[str, Any], message: str, hint: str) -> None:
    """An unknown name or a value of another type says what was meant or what fits."""
    with pytest.raises(QueryError) as raised:
        bind(typed(), given)
    assert message in raised.value.message
    assert hint in raised.value.hint


def test_a_required_parameter_must_be_given() -> None:
    """Without a value the query does not run, nor with an empty one."""
    query = typed(TYPED.replace("default: null, help: a word", "required: true, help: a word"))
    with pytest.raises(QueryError, match=r"needs the parameter 'word' \(a word\)"):
        bind(query, {})
    with pytest.raises(QueryError, match="'word' is empty"):
        bind(query, {"word": ""})


def test_without_a_header_json_is_taken_as_that() -> None:
    """Numbers, lists and null are these; a word, or what only looks like YAML, stays a word."""
    query = free("RETURN $a AS a, $b AS b, $c AS c, $d AS d, $e AS e")
    given = {"a": "3", "b": '["x"]', "c": "null", "d": "no", "e": "drift"}
    assert bind(query, given) == {"a": 3, "b": ["x"], "c": None, "d": "no", "e": "drift"}


def test_without_a_header_the_text_declares() -> None:
    """The names that the text uses are the parameters: each is needed, no other is known."""
    with pytest.raises(QueryError, match=r"needs the parameter '\$issue'"):
        bind(free("RETURN $issue AS i"), {})
    with pytest.raises(QueryError, match=r"has no parameter '\$isue'") as raised:
        bind(free("RETURN $issue AS i"), {"isue": "a"})
    assert raised.value.hint == "did you mean 'issue'?"


def test_assignments_are_split_at_the_first_sign() -> None:
    """A value may hold = itself, or be empty."""
    assert parse_assignments(["a=b=c", "d="]) == {"a": "b=c", "d": ""}


@pytest.mark.parametrize("wrong", [["issue"], ["=x"], ["a=1", "a=2"]])
def test_what_is_no_assignment_is_a_usage_error(wrong: list[str]) -> None:
    """No sign, no name, or a name twice: exit code 2, not a guess."""
    with pytest.raises(UsageError):
        parse_assignments(wrong)
