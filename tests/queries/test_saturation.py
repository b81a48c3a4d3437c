"""Thematic saturation by base size, run length and threshold: the arithmetic, and the step after the rows."""

from __future__ import annotations

import random
from itertools import pairwise, product

import pytest

from mitigraph.errors import QueryError
from mitigraph.queries.catalog import catalog
from mitigraph.queries.post import Post, Saturation
from mitigraph.queries.reference import describe_query
from mitigraph.queries.saturation import (
    Rule,
    Spread,
    assess,
    new_items,
    obstacle_to,
    orders,
    ratios,
    reached,
    spread,
)
from mitigraph.queries.table import Table


def with_new(*counts: int) -> list[frozenset[str]]:
    """Interviews that bring so many new themes each, and repeat all the earlier ones."""
    total, interviews = 0, []
    for count in counts:
        total += count
        interviews.append(frozenset(f"t{number}" for number in range(total)))
    return interviews


# The example of Guest, Namey and Chen (2020), section "How to": 37 themes in a base of four interviews, then
# 7, 4 and 1 new ones in the runs of interviews 5 and 6, 6 and 7, 7 and 8. We know these sums, and not what
# each interview brings: interviews 5 to 8 can do so in two ways, the base in many.
RUNS = (7, 4, 1)
AFTER = [new for new in product(range(8), repeat=4) if tuple(map(sum, pairwise(new))) == RUNS]
BASES = [(13, 10, 9, 5), (37, 0, 0, 0), (0, 1, 0, 36)]
PAPER = with_new(*BASES[0], 4, 3, 1, 0)  # one of them


def test_the_sums_of_the_example_leave_two_ways() -> None:
    """The last new theme comes with interview 7 or with interview 8, which settles the others."""
    assert AFTER == [(3, 4, 0, 1), (4, 3, 1, 0)]


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("after", AFTER)
def test_the_example_of_the_paper(base: tuple[int, ...], after: tuple[int, ...]) -> None:
    """Ratios of 19 %, 11 % and 3 %, and saturation at 6+2 with a threshold of 5 %, however themes lie."""
    rule = Rule(base_size=4, run_length=2, threshold=0.05)
    interviews = with_new(*base, *after)
    assert sum(list(new_items(interviews))[:4]) == 37
    assert [f"{ratio:.0%}" for ratio in ratios(interviews, rule)] == ["19%", "11%", "3%"]
    assert reached(interviews, rule) == 6


def test_a_threshold_of_nothing_new() -> None:
    """At 0 % the example is not saturated; one more interview without anything new makes ours 7+2."""
    nothing = Rule(threshold=0.0)
    assert reached(PAPER, nothing) is None
    assert reached([*PAPER, PAPER[-1]], nothing) == 7


def test_a_ratio_that_equals_the_threshold_is_enough() -> None:
    """One new theme on twenty is 5 %; on nineteen it is more."""
    assert reached(with_new(20, 1), Rule(1, 1, 0.05)) == 1
    assert reached(with_new(19, 1), Rule(1, 1, 0.05)) is None


def test_the_base_is_no_run() -> None:
    """Interviews of the base that bring nothing new do not make saturation; the first run comes after it."""
    assert reached(with_new(5, 0, 0, 0, 5, 5), Rule(4, 2)) is None
    assert reached(with_new(5, 0, 0, 0, 0, 0), Rule(4, 2)) == 4


@pytest.mark.parametrize("seed", range(20))
def test_the_short_way_agrees_with_the_ratios(seed: int) -> None:
    """``reached`` stops early: it finds the first run whose ratio meets the threshold, as all ratios say."""
    chance = random.Random(seed)  # noqa: S311 - an example, not a secret
    interviews = [frozenset(chance.sample("abcdefghijklmnop", chance.randint(0, 6))) for _ in range(12)]
    rule = Rule(chance.randint(1, 6), chance.randint(1, 3), chance.choice([0.0, 0.05, 0.2]))
    met = [n for n, ratio in enumerate(ratios(interviews, rule)) if ratio <= rule.threshold]
    assert reached(interviews, rule) == (rule.base_size + met[0] if met else None)


def test_what_is_new_adds_up_to_all() -> None:
    """New themes are never negative and add up to the distinct themes, in every order."""
    interviews = [frozenset("abc"), frozenset("bcd"), frozenset(), frozenset("a")]
    for order in orders(interviews, 1, 1):
        counts = list(new_items(order))
        assert min(counts) >= 0
        assert sum(counts) == 4


def test_all_orders_of_few_interviews() -> None:
    """Up to seven interviews every order is looked at once, the given one among them."""
    found = [tuple(order) for order in orders("abcd", 5, 1)]
    assert len(set(found)) == len(found) == 24
    assert ("a", "b", "c", "d") in found


def test_a_sample_of_orders_of_many() -> None:
    """From eight on as many orders as asked for are drawn, each interview once, the same ones for a seed."""
    found = [tuple(order) for order in orders("abcdefgh", 50, 3)]
    assert len(found) == 50
    assert len(set(found)) > 40
    assert {tuple(sorted(order)) for order in found} == {tuple("abcdefgh")}
    assert found == [tuple(order) for order in orders("abcdefgh", 50, 3)]
    assert found != [tuple(order) for order in orders("abcdefgh", 50, 4)]


def test_the_spread_over_orders_holds_the_given_one() -> None:
    """Over all orders the least and the most enclose what the given order says."""
    interviews = with_new(6, 3, 1, 0, 0)
    rule = Rule(2, 1, 0.1)
    everywhere = assess(orders(interviews, 1, 1), rule)
    given = reached(interviews, rule)
    assert given is not None
    assert everywhere.orders == 120
    assert min(everywhere.before) <= given <= max(everywhere.before)


def test_spread() -> None:
    """Least, quartiles and most; one number is all of them, and none has no spread."""
    assert spread([4, 5, 6, 7, 12]) == Spread(4, 5, 6, 7, 12)
    assert spread([6]) == Spread(6, 6, 6, 6, 6)
    assert spread([]) is None


def test_too_few_interviews_cannot_be_assessed() -> None:
    """Five interviews hold no base of four and run of two: that is said, and nothing is claimed."""
    found = assess([PAPER[:5]], Rule())
    assert found.before == ()
    assert found.obstacle == (
        "cannot be assessed: there are 5 interviews, and a base of 4 and one run of 2 take 6"
    )
    assert obstacle_to(PAPER[:6], Rule()) == ""


def test_a_base_without_themes_cannot_be_assessed() -> None:
    """There is nothing to divide by; of several orders, those without such a base still count."""
    empty: list[frozenset[str]] = [frozenset(), frozenset(), frozenset("ab")]
    rule = Rule(1, 1)
    assert ratios(empty, rule) == []
    assert assess([empty], rule).obstacle.endswith("nothing to count in the first 1 interviews")
    everywhere = assess(orders(empty, 1, 1), rule)
    assert everywhere.obstacle == ""
    assert everywhere.before == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [({"base_size": 0}, "base_size"), ({"run_length": -1}, "run_length"), ({"threshold": 5.0}, "threshold")],
)
def test_settings_that_make_no_sense(wrong: dict[str, float], word: str) -> None:
    """A size below 1 or a percentage in place of a share is refused by name."""
    with pytest.raises(QueryError) as caught:
        Rule(**wrong)  # type: ignore[arg-type]
    assert word in caught.value.message


def test_no_orders() -> None:
    """An empty sample is refused."""
    with pytest.raises(QueryError, match="permutations"):
        list(orders("ab", 0, 1))


def step() -> Saturation:
    """The step with some description of each column."""
    return Saturation(returns=dict.fromkeys(Saturation.MADE, "what it holds"))


def rows(interviews: list[frozenset[str]]) -> Table:
    """The rows that the step takes."""
    settings = (4, 2, 0.05, 100, 1)
    columns = ("interview", "items", *Saturation.SETTINGS)
    return Table(columns, tuple((str(n), sorted(i), *settings) for n, i in enumerate(interviews)))


def test_the_step_answers_in_two_rows() -> None:
    """The given order with its ratios, then the permuted ones with their spread."""
    given, permuted = step().apply(rows(PAPER)).records()
    assert (given["order"], given["answer"], given["ratios"]) == (
        "given",
        "reached at 6+2",
        [0.189, 0.108, 0.027],
    )
    assert (given["interviews"], given["items"], given["base_items"], given["median"]) == (8, 45, 37, 6)
    assert (permuted["order"], permuted["orders"], permuted["ratios"]) == ("permuted", 100, None)
    assert permuted["answer"] == f"reached in {round(permuted['reached'] * 100)} of 100 orders"
    assert 4 <= permuted["least"] <= permuted["quarter"] <= permuted["median"] <= permuted["most"] <= 6


def test_the_step_claims_nothing_of_few_interviews() -> None:
    """No share of orders, no number of interviews: null, and the reason in words."""
    for record in step().apply(rows(PAPER[:5])).records():
        assert record["answer"].startswith("cannot be assessed")
        assert (record["reached"], record["median"]) == (None, None)


def test_no_interviews_no_answer() -> None:
    """Without a row there is nothing to say."""
    assert step().apply(rows([])).rows == ()


def test_a_reader_is_told_of_the_columns_that_come_out() -> None:
    """The description of a query names what its answer has, not the raw material of the step."""
    header = catalog().get("saturation/guest").header
    assert header is not None
    assert tuple(header.described) == tuple(header.answered) == Saturation.MADE
    assert "given or permuted" in describe_query(catalog().get("saturation/guest"))


def test_a_header_describes_every_column_that_the_step_makes() -> None:
    """A missing description is an error, as is naming two steps or none."""
    with pytest.raises(ValueError, match="must describe order, answer"):
        Saturation(returns={"order": "given or permuted"})
    for steps in ({}, {"pivot": None}, {"pivot": {"column": "a", "value": "b"}, "saturation": step()}):
        with pytest.raises(ValueError, match="one step: pivot or saturation"):
            Post.model_validate(steps)
