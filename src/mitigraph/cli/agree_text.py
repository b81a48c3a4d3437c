"""What `mitigraph agree` prints for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mitigraph.agreement.disagreements import Disagreement
from mitigraph.agreement.measure import CODE, CODED, MEAN, POOLED, SETS, Estimate
from mitigraph.agreement.report import Agreement, Row, Text
from mitigraph.agreement.selection import lines_of_left_out
from mitigraph.loaders.wording import plural
from mitigraph.queries.render import as_table
from mitigraph.queries.table import Table

NAMES = {
    "percent": "percent",
    "cohen": "Cohen's kappa",
    "fleiss": "Fleiss' kappa",
    "pabak": "PABAK",
    "ac1": "Gwet's AC1",
    "alpha": "Krippendorff's alpha",
    "u_alpha": "alpha for unitising",
}
TEXTS: dict[Text, str] = {
    "all": "over all speech, coded or not",
    "coded": "over what at least one of them coded",
}
HOW_TO_READ = (
    "Kappa and alpha: 0 is chance, 1 full agreement. Percent, PABAK and AC1 are high for what is rare.",
    "Report alpha with its interval, and what it is over; docs/agreement.md says which figure when.",
)
OF_PAIRS = (
    "Of more than two coders Cohen's kappa is the mean over their pairs; the others are of all together."
)
SHORT = ("alpha", "cohen", "ac1", "percent")  # of each code, interview or pair; the formats have all


def lines(found: Agreement) -> Iterator[str]:
    """What was compared, the figures, what was left out, and how to read them."""
    yield from _compared(found)
    for text in TEXTS:
        yield from _overall(found, text)
    yield from _each_code(found)
    yield from _each_part(found)
    yield ""
    yield from (f"left out: {line}" for line in lines_of_left_out(found.selection.left_out))
    yield from HOW_TO_READ
    if len(found.selection.coders) > 2:
        yield OF_PAIRS


def _compared(found: Agreement) -> Iterator[str]:
    options, chosen = found.options, found.selection
    coders = f"{', '.join(chosen.coders[:-1])} and {chosen.coders[-1]}"
    interviews = ", ".join(interview.id for interview in chosen.interviews)
    yield f"{coders} on {plural(len(chosen.interviews), 'interview')}: {interviews}"
    units = found.rows[0].units
    unit = "" if options.unit == "turn" else f"{plural(units, options.unit)} in "
    spelled = "spelling" if options.as_written else "code"
    unused = f"; {found.unused:,} more of the codebook by none" if found.unused else ""
    turns = plural(found.turns, "turn")
    applied = f"{plural(len(found.codes), spelled)} that one of them applied"
    yield f"by {options.unit}: {unit}{turns} of speech; {applied}{unused}"
    if options.resamples:
        drawn = f"{options.resamples:,} resamples of {found.drawn}, seed {options.seed}"
        yield f"in brackets: 95 % intervals from {drawn}"


def _overall(found: Agreement, text: Text) -> Iterator[str]:
    """A table with a line for each coefficient and a column for each question about all codes."""
    rows = [row for kind in (POOLED, MEAN, SETS, CODED) for row in found.of(kind, text)]
    if not rows:
        return
    yield ""
    yield f"{TEXTS[text]}: {plural(rows[0].units, rows[0].unit)}"
    names = [name for name in NAMES if any(row.measured.estimates[name].value is not None for row in rows)]
    cells = [(NAMES[name], *(_shown(name, row.measured.estimates[name]) for row in rows)) for name in names]
    yield from _table(("", *(row.measured.kind for row in rows)), cells)
    undefined = sorted({reason for row in rows if (reason := _one_value(row))})
    yield from (f"  -: {reason}" for reason in undefined)


def _one_value(row: Row) -> str:
    """Why a coefficient that fits the question has no value."""
    reasons = (row.reason() or "").split("; ")
    return "; ".join(f"{row.measured.kind}: {each}" for each in reasons if each.endswith("one value"))


def _each_code(found: Agreement) -> Iterator[str]:
    """The codes, those first that they disagree on most."""
    if found.options.by != "code":
        return
    text: Text = found.rows[0].text
    rows = found.of(CODE, text)
    yield ""
    yield f"each code, {TEXTS[text]}, the most disputed first"
    header = ("code", *(NAMES[name] for name in SHORT), "all have it", "some have it")
    cells = [
        (row.measured.code, *_short(row), f"{row.measured.all_have:,.0f}", f"{row.measured.some_have:,.0f}")
        for row in rows
    ]
    yield from _table(header, cells)


def _each_part(found: Agreement) -> Iterator[str]:
    """Each interview or pair of coders, with all codes pooled."""
    by = found.options.by
    if by not in ("interview", "pair"):
        return
    text: Text = found.rows[0].text
    over = [row for row in found.rows if row.part and row.measured.kind == POOLED and row.text == text]
    yield ""
    yield f"each {by}, {TEXTS[text]}, codes pooled"
    cells = [
        (row.interview if by == "interview" else " and ".join(row.coders), f"{row.units:,}", *_short(row))
        for row in over
    ]
    yield from _table((by, f"{found.options.unit}s", *(NAMES[name] for name in SHORT)), cells)


def _short(row: Row) -> tuple[str, ...]:
    return tuple(_shown(name, row.measured.estimates[name]) for name in SHORT)


def _shown(name: str, estimate: Estimate) -> str:
    """``0.740 [0.708, 0.772]``, ``-`` where it is not defined."""
    if estimate.value is None:
        return "-"
    numbers = [each for each in (estimate.value, estimate.low, estimate.high) if each is not None]
    texts = [f"{100 * each:.1f}" if name == "percent" else f"{each:z.3f}" for each in numbers]
    return texts[0] if len(texts) < 3 else f"{texts[0]} [{texts[1]}, {texts[2]}]"


def _table(header: Sequence[str], cells: Iterable[Sequence[str]]) -> Iterator[str]:
    text = as_table(Table(tuple(header), tuple(tuple(row) for row in cells)))
    yield from (f"  {line}" for line in text.splitlines())


def lines_of_disagreements(coders: Sequence[str], found: Sequence[Disagreement]) -> Iterator[str]:
    """A block of lines for each place and code."""
    places = plural(len(found), "disagreement")
    in_code = sum(each.differ_in == "code" for each in found)
    yield f"{', '.join(coders[:-1])} and {coders[-1]}: {places}, {in_code:,} of them in the code itself"
    for each in found:
        yield ""
        place = f"interview {each.interview}, {_where(each)}, {each.participant}"
        yield f"{place}: {each.code} ({each.differ_in})"
        for coder in (*each.has, *each.has_not):
            others = "; ".join(each.instead.get(coder, ())) or "no code"
            if each.differ_in == "extent":
                others = f"has it beside this place (here: {others})"
            said = " / ".join(each.paraphrases.get(coder, ())) or "no paraphrase"
            yield f"  {coder}: {'has it' if coder in each.has else others}"
            if coder in each.has or each.paraphrases.get(coder):
                yield f"    {said}"
        if each.text:
            yield f'  "{" ".join(each.text.split())}"'


def _where(each: Disagreement) -> str:
    anchor = each.anchor
    if anchor.start_turn == anchor.end_turn:
        return f"turn {anchor.start_turn}, characters {anchor.start_char} to {anchor.end_char}"
    start, end = (anchor.start_turn, anchor.start_char), (anchor.end_turn, anchor.end_char)
    return f"turn {start[0]}, character {start[1]} to turn {end[0]}, character {end[1]}"
