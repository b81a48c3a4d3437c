"""The agreement of a study's coders as rows, and what of it is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from mitigraph.agreement.bootstrap import draws
from mitigraph.agreement.coefficients import COEFFICIENTS
from mitigraph.agreement.measure import CODE, CODED, MEAN, SETS, Estimate, Measured, measure, measure_codes
from mitigraph.agreement.questions import Asked, all_units, clusters, tables
from mitigraph.agreement.selection import Interview, Selection, select
from mitigraph.agreement.units import UNITS, Unit, UnitKind
from mitigraph.errors import UsageError
from mitigraph.loaders.findings import nearest
from mitigraph.loaders.study import Study

By = Literal["", "code", "interview", "pair"]
BY: tuple[By, ...] = ("", "code", "interview", "pair")
Text = Literal["all", "coded"]
ALL: Text = "all"
CODED_TEXT: Text = "coded"
TOO_FEW = "not defined in more than a tenth of the resamples"
NO_MEANS = "rare codes are in few resamples"
RESAMPLES = 1000
SEED = 1


@dataclass(frozen=True)
class Options:
    """How to compare.

    Attributes:
        coders: who; () are all single coders.
        unit: what is compared.
        by: further rows beside those over everything: each code, interview or pair of coders.
        as_written: keep spellings of one code apart.
        resamples: of the bootstrap; 0 gives no intervals.
        seed: of the bootstrap.
    """

    coders: tuple[str, ...] = ()
    unit: UnitKind = "character"
    by: By = ""
    as_written: bool = False
    resamples: int = RESAMPLES
    seed: int = SEED


@dataclass(frozen=True)
class Row:
    """One question over some text: which, of whom, how many units, and its coefficients.

    ``part`` tells rows over everything ('') and over one interview or pair of coders apart.
    """

    part: Literal["", "interview", "pair"]
    measured: Measured
    coders: tuple[str, ...]
    interview: str  # '' for all
    unit: UnitKind
    text: Text
    units: int
    turns: int
    resamples: int

    def row(self) -> dict[str, object]:
        """A row of a table: a column for each coefficient, its interval, and why any is empty."""
        measured = self.measured
        cells: dict[str, object] = {
            "agreement": measured.kind,
            "code": measured.code or None,
            "interview": self.interview or None,
            "coders": ";".join(self.coders),
            "unit": self.unit,
            "text": self.text,
            "units": self.units,
            "turns": self.turns,
            "codes": measured.over,
            "all_have": measured.all_have,
            "some_have": measured.some_have,
        }
        for name, estimate in measured.estimates.items():
            ends = (estimate.value, estimate.low, estimate.high)
            shown = [_shown(name, each) for each in ends]
            cells[name], cells[f"{name}_low"], cells[f"{name}_high"] = shown
        return cells | {"not_defined": self.reason()}

    def reason(self) -> str | None:
        """Why a coefficient or an interval is empty."""
        empty = [name for name, each in self.measured.estimates.items() if each.value is None]
        one_value = [name for name in empty if name not in self._unfit()]
        reasons = [f"{', '.join(one_value)}: all units have one value"] if one_value else []
        bare = [name for name, e in self.measured.estimates.items() if e.value is not None and e.low is None]
        if bare and self.resamples:
            why = NO_MEANS if self.measured.kind == MEAN else TOO_FEW
            reasons.append(f"intervals of {', '.join(bare)}: {why}")
        reasons += [f"{name}: {why}" for name, why in self._unfit().items()]
        return "; ".join(reasons) or None

    def _unfit(self) -> dict[str, str]:
        """Coefficients that are not meant for this question."""
        return unfit(self.measured.kind, self.unit, self.text)


def _shown(name: str, value: float | None) -> float | None:
    """A share of agreement in percent, everything else as it is."""
    return value if value is None or name != "percent" else round(100 * value, 4)


def unfit(kind: str, unit: UnitKind, text: Text) -> dict[str, str]:
    """Coefficients that are not meant for a question, and why."""
    found = {}
    if kind == SETS:
        found["pabak"] = "for questions with two answers"
    if unit != "character" or text != ALL:
        found["u_alpha"] = "for characters over all text"
    return found


COLUMNS = (
    *("agreement", "code", "interview", "coders", "unit", "text", "units", "turns", "codes"),
    *("all_have", "some_have"),
    *(f"{name}{part}" for name in COEFFICIENTS for part in ("", "_low", "_high")),
    "not_defined",
)


@dataclass(frozen=True)
class Agreement:
    """All rows, and what they are over."""

    options: Options
    selection: Selection
    rows: tuple[Row, ...]
    codes: tuple[str, ...]  # applied by a compared coder, over all text
    unused: int  # codes of the codebook that none of them applied
    turns: int
    drawn: str  # what a resample draws

    def of(self, kind: str, text: Text) -> list[Row]:
        """Rows of one kind over everything or, of each code, over everything."""
        return [row for row in self.rows if (row.part, row.measured.kind, row.text) == ("", kind, text)]


def agreement(study: Study, options: Options) -> Agreement:
    """How much the coders of a study agree.

    Args:
        study: a study whose checks found no error.
        options: whom and what to compare.

    Raises:
        UsageError: a name that nothing has, or nothing to compare.
    """
    chosen = select_for(study, options)
    asked = Asked(chosen.coders, options.unit, chosen.interviews)
    found = all_units(asked)
    rows = list(_rows(asked, found, options, ""))
    rows.sort(key=_most_disputed)
    for coders, interviews, name in _parts(chosen, options.by):
        part = Asked(coders, options.unit, interviews)
        some = _rows(part, all_units(part), options, name)
        rows += [replace(row, part="interview" if options.by == "interview" else "pair") for row in some]
    codes = sorted({code for unit in found for given in unit.codes for code in given or ()})
    return Agreement(
        options,
        chosen,
        tuple(rows),
        tuple(codes),
        len(study.code) - len({study.canonical[code] for code in codes}),
        len({(unit.interview, unit.turn) for unit in found}),
        "interviews" if clusters(found).whole_interviews else "turns within their interviews",
    )


def _most_disputed(row: Row) -> tuple[bool, bool, float]:
    """Rows over all codes first; then, for each text, codes by how much of it they are disputed on."""
    of_code = row.measured.kind == CODE
    return of_code, of_code and row.text != ALL, -(row.measured.some_have or 0) if of_code else 0.0


def select_for(study: Study, options: Options) -> Selection:
    """The codings to compare.

    Raises:
        UsageError: a name that nothing has, or nothing to compare.
    """
    for what, given, known in (("unit", options.unit, UNITS), ("by", options.by, BY)):
        if given not in known:
            hint = nearest(given, known) or f"one of: {', '.join(known)}"
            raise UsageError(f"{what} '{given}' is not known", hint)
    chosen = select(study, options.coders, lengths=options.unit != "excerpt", as_written=options.as_written)
    if not chosen.interviews:
        first = f": {chosen.left_out[0]}" if chosen.left_out else ""
        raise UsageError(
            f"no interview has two codings to compare{first}",
            "'mitigraph coverage' shows who coded what; name coders with --coders A,B",
        )
    return chosen


def _parts(chosen: Selection, by: By) -> Iterator[tuple[tuple[str, ...], tuple[Interview, ...], str]]:
    """Coders, interviews and the interview's name of each part that gets rows of its own."""
    if by == "interview":
        for interview in chosen.interviews:
            yield tuple(c for c in chosen.coders if c in interview.readings), (interview,), interview.id
    elif by == "pair":
        for pair in combinations(chosen.coders, 2):
            both = tuple(each for each in chosen.interviews if set(pair) <= set(each.readings))
            if both:
                yield pair, both, ""


def _rows(asked: Asked, found: list[Unit], options: Options, interview: str) -> Iterator[Row]:
    """All questions over all text, then over coded text; nothing where nothing is coded."""
    drawn = clusters(found)
    resamples = draws(drawn.strata, options.resamples, options.seed)
    parts: dict[Text, list[Unit]] = {ALL: found, CODED_TEXT: [unit for unit in found if unit.coded]}
    if asked.kind == "excerpt":
        del parts[ALL]  # what nobody coded is no excerpt
    for text, part in parts.items():
        if not any(unit.coded for unit in part):
            continue
        tabulated = tables(asked, part, drawn)
        turns = len({(unit.interview, unit.turn) for unit in part})
        each_code = measure_codes(tabulated, resamples) if options.by == "code" else ()
        for measured in (*measure(tabulated, resamples), *each_code):
            if measured.kind == CODED and text == CODED_TEXT:
                continue  # all of it is coded
            for name in unfit(measured.kind, asked.kind, text):
                measured.estimates[name] = Estimate(None)
            yield Row(
                "",
                measured,
                asked.coders,
                interview,
                asked.kind,
                text,
                tabulated.units,
                turns,
                options.resamples,
            )
