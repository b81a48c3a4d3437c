"""Where coders disagree: a row for each place and code, ready for a session that settles it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mitigraph.agreement.places import Span
from mitigraph.agreement.report import Options, select_for
from mitigraph.agreement.selection import Interview, Marked, Selection
from mitigraph.agreement.units import Unit, overlap, units
from mitigraph.loaders.excerpts import excerpt_id, text_at
from mitigraph.loaders.records import Anchor
from mitigraph.loaders.study import Study

COLUMNS = (
    *("interview", "participant", "start_turn", "start_char", "end_turn", "end_char", "code"),
    *("has", "has_not", "differ_in", "instead", "paraphrases", "excerpts", "decision", "remark"),
)
WORDS = "text"  # the column of exact words, where they are asked for
_BETWEEN = " | "  # between what different coders say


@dataclass(frozen=True)
class Disagreement:
    """A place where some coders have a code and others do not.

    Attributes:
        interview: its id.
        participant: who speaks.
        anchor: the place.
        code: what they disagree on.
        has: who has it.
        has_not: who worked on the place and does not have it.
        differ_in: ``extent`` where all of ``has_not`` have the code on an excerpt that overlaps one of the
            excerpts with it here; else ``code``.
        instead: the codes that each of ``has_not`` has on the place.
        paraphrases: what each coder's excerpts on the place say, and those beside it that have the code.
        excerpts: the ids of these excerpts.
        text: the exact words; None where they are not at hand or not asked for.
    """

    interview: str
    participant: str
    anchor: Anchor
    code: str
    has: tuple[str, ...]
    has_not: tuple[str, ...]
    differ_in: str
    instead: dict[str, tuple[str, ...]]
    paraphrases: dict[str, tuple[str, ...]]
    excerpts: tuple[str, ...]
    text: str | None = None

    def row(self, *, verbatim: bool = False) -> dict[str, object]:
        """A row of the sheet; ``decision`` and ``remark`` are for those who fill it in."""
        instead = (f"{coder}: {'; '.join(codes)}" for coder, codes in self.instead.items() if codes)
        told = (f"{coder}: {' / '.join(said)}" for coder, said in self.paraphrases.items() if said)
        cells: dict[str, object] = {
            "interview": self.interview,
            "participant": self.participant,
            "start_turn": self.anchor.start_turn,
            "start_char": self.anchor.start_char,
            "end_turn": self.anchor.end_turn,
            "end_char": self.anchor.end_char,
            "code": self.code,
            "has": ";".join(self.has),
            "has_not": ";".join(self.has_not),
            "differ_in": self.differ_in,
            "instead": _BETWEEN.join(instead) or None,
            "paraphrases": _BETWEEN.join(told) or None,
            "excerpts": ";".join(self.excerpts),
            "decision": None,
            "remark": None,
        }
        return cells | {WORDS: self.text} if verbatim else cells


def disagreements(
    study: Study, options: Options, *, verbatim: bool = False
) -> tuple[Selection, list[Disagreement]]:
    """All places where the compared coders disagree, in the order of the interviews.

    Args:
        study: a study whose checks found no error; with transcripts for exact words.
        options: whom and what to compare; characters give the longest places, turns and excerpts one each.
        verbatim: with the exact words, where the interview's transcript is at hand.

    Raises:
        UsageError: a name that nothing has, or nothing to compare.
    """
    chosen = select_for(study, options)
    found = [each for interview in chosen.interviews for each in _of_interview(interview, chosen, options)]
    if not verbatim:
        return chosen, found
    return chosen, [replace(each, text=_words(study, each)) for each in found]


def _words(study: Study, found: Disagreement) -> str | None:
    transcript = study.transcripts.get(found.interview)
    return text_at(transcript, found.anchor) if transcript else None


def _of_interview(interview: Interview, chosen: Selection, options: Options) -> Iterator[Disagreement]:
    found = units(interview, chosen.coders, options.unit)
    disputed = [(unit.span, code, _sides(unit, code)) for unit in found for code in sorted(_disputed(unit))]
    if options.unit == "character":
        disputed = _merged(disputed)
    for span, code, (yes, no) in sorted(disputed):
        yield _disagreement(
            interview, span, code, ([chosen.coders[n] for n in yes], [chosen.coders[n] for n in no])
        )


Sides = tuple[tuple[int, ...], tuple[int, ...]]  # numbers of the coders who have a code, and who have not


def _disputed(unit: Unit) -> set[str]:
    """The codes that some of those who worked on a unit have and some have not."""
    given = [codes for codes in unit.codes if codes is not None]
    return set(frozenset().union(*given) - given[0].intersection(*given))


def _sides(unit: Unit, code: str) -> Sides:
    worked = [(number, codes) for number, codes in enumerate(unit.codes) if codes is not None]
    return tuple(n for n, codes in worked if code in codes), tuple(n for n, c in worked if code not in c)


def _merged(disputed: list[tuple[Span, str, Sides]]) -> list[tuple[Span, str, Sides]]:
    """Places of one code and the same coders that abut are one place."""
    merged: list[tuple[Span, str, Sides]] = []
    for span, code, sides in sorted(disputed, key=lambda each: (each[1], each[0])):
        if merged and merged[-1][1:] == (code, sides) and merged[-1][0][1] == span[0]:
            merged[-1] = ((merged[-1][0][0], span[1]), code, sides)
        else:
            merged.append((span, code, sides))
    return merged


def _disagreement(
    interview: Interview, span: Span, code: str, sides: tuple[list[str], list[str]]
) -> Disagreement:
    has, has_not = sides
    on_it = {coder: _on(interview, coder, span) for coder in (*has, *has_not)}
    shown = {c: [m for m in on_it[c] if code in m.codes] for c in has}
    beside = _beside(interview, code, [m for marks in shown.values() for m in marks], has_not)
    # What a coder has beside the place is shown too: who reads "no code" would take it for a missing one.
    shown |= {c: [*on_it[c], *(m for m in beside[c] if m not in on_it[c])] for c in has_not}
    instead = {c: tuple(sorted({code for m in on_it[c] for code in m.codes})) for c in has_not}
    start, end = interview.places.start(span[0]), interview.places.end(span[1])
    return Disagreement(
        interview.id,
        interview.participant,
        Anchor(*start, *end),
        code,
        tuple(has),
        tuple(has_not),
        "extent" if all(beside.values()) else "code",
        instead,
        {c: tuple(m.paraphrase for m in marks if m.paraphrase) for c, marks in shown.items()},
        tuple(excerpt_id((interview.id, c), m.anchor) for c, marks in shown.items() for m in marks),
    )


def _on(interview: Interview, coder: str, span: Span) -> list[Marked]:
    """A coder's excerpts that share a character with a place."""
    return [each for each in interview.readings[coder].marked if overlap(each.span, span)]


def _beside(
    interview: Interview, code: str, here: list[Marked], has_not: list[str]
) -> dict[str, list[Marked]]:
    """For each coder who lacks the code on a place, the excerpts with it that overlap those that have it."""
    return {
        coder: [
            mark
            for mark in interview.readings[coder].marked
            if code in mark.codes and any(overlap(mark.span, other.span) for other in here)
        ]
        for coder in has_not
    }
