"""Which codings are compared, and why others are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mitigraph.agreement.places import Places, Span, Speech, Unmeasured
from mitigraph.errors import UsageError
from mitigraph.loaders.accounting import speech_of
from mitigraph.loaders.counting import applications
from mitigraph.loaders.excerpts import anchor_of
from mitigraph.loaders.findings import nearest
from mitigraph.loaders.formats import CodingRow
from mitigraph.loaders.records import Anchor
from mitigraph.loaders.study import CodingKey, Study

NO_LENGTH = "how much speech it has is not known; give --transcripts DIR, or use --unit excerpt"


@dataclass(frozen=True)
class LeftOut:
    """A coding, or with coder '' a whole interview, that is not compared."""

    interview: str
    coder: str
    reason: str

    def __str__(self) -> str:
        who = f" by {self.coder}" if self.coder else ""
        return f"interview {self.interview}{who}: {self.reason}"


@dataclass(frozen=True)
class Marked:
    """An excerpt of a coding on the interview's line: its codes, and what a moderator wants to see of it."""

    span: Span
    codes: frozenset[str]
    anchor: Anchor
    paraphrase: str = ""


@dataclass(frozen=True)
class Reading:
    """One coder's coding of one interview; ``worked`` None means that all of it was worked on."""

    marked: tuple[Marked, ...]
    worked: tuple[Span, ...] | None = None


@dataclass(frozen=True)
class Interview:
    """An interview with two or more codings to compare."""

    id: str
    participant: str
    places: Places
    readings: Mapping[str, Reading]

    def of(self, coders: Iterable[str]) -> Interview:
        """The same with the readings of these coders alone."""
        wanted = set(coders)
        return replace(self, readings={c: r for c, r in self.readings.items() if c in wanted})


@dataclass(frozen=True)
class Selection:
    """What is compared and what is left out; ``coders`` in the order asked for, else that of codings.csv."""

    coders: tuple[str, ...]
    interviews: tuple[Interview, ...]
    left_out: tuple[LeftOut, ...]


def select(
    study: Study, coders: Iterable[str] = (), *, lengths: bool = True, as_written: bool = False
) -> Selection:
    """The codings to compare: those of ``coders``, by default all single coders' ones.

    Args:
        study: a study without errors.
        coders: names; moderators may be among them.
        lengths: whether interviews whose sentences are not known have to be left out.
        as_written: keep spellings of a code apart.

    Raises:
        UsageError: a coder that no coding has, or a single one.
    """
    named = _demand_known(study, coders)
    found: list[Interview] = []
    left_out: list[LeftOut] = []
    for interview in study.interview:
        readings, reasons = _readings(study, interview, named, lengths=lengths, as_written=as_written)
        left_out += reasons
        if len(readings) > 1:
            places = _places(study, interview)
            row = study.interview[interview]
            found.append(Interview(interview, row.participant, places, readings))
        elif readings:
            alone = "no other coding of it can be compared"
            left_out += [LeftOut(interview, coder, alone) for coder in readings]
        elif not reasons:
            left_out.append(LeftOut(interview, "", "none of them coded it" if named else "nobody coded it"))
    compared = {coder for each in found for coder in each.readings}
    order = named or tuple(dict.fromkeys(located.row.coder for located in study.codings))
    return Selection(tuple(c for c in order if c in compared), tuple(found), tuple(left_out))


def _demand_known(study: Study, coders: Iterable[str]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(coders))
    known = dict.fromkeys(located.row.coder for located in study.codings)
    for coder in named:
        if coder not in known:
            hint = nearest(coder, known) or f"there is: {', '.join(known) or 'none'}"
            raise UsageError(f"--coders {coder}: nothing in codings.csv has it", hint)
    if len(named) == 1:
        others = ", ".join(coder for coder in known if coder != named[0]) or "none"
        raise UsageError(f"--coders {named[0]}: agreement takes two coders or more", f"others: {others}")
    return named


def _readings(
    study: Study, interview: str, named: tuple[str, ...], *, lengths: bool, as_written: bool
) -> tuple[dict[str, Reading], list[LeftOut]]:
    """The readings of an interview that can be compared, and the codings that cannot."""
    readings: dict[str, Reading] = {}
    reasons: list[LeftOut] = []
    places = _places(study, interview)
    for row in _codings(study, interview, named):
        key = (interview, row.coder)
        marked = _marked(study, key, places, as_written=as_written)
        reason = _reason(study, row, marked, named)
        if reason:
            reasons.append(LeftOut(interview, row.coder, reason))
        else:
            readings[row.coder] = Reading(marked, _worked(study, row, places))
    if readings and lengths and isinstance(places, Unmeasured):
        return {}, [*reasons, LeftOut(interview, "", NO_LENGTH)]
    return readings, reasons


def _codings(study: Study, interview: str, named: tuple[str, ...]) -> Iterator[CodingRow]:
    """The codings of an interview, or those of the coders named."""
    for located in study.codings:
        if located.row.interview == interview and (not named or located.row.coder in named):
            yield located.row


def _reason(study: Study, row: CodingRow, marked: tuple[Marked, ...], named: tuple[str, ...]) -> str:
    """Why a coding is not compared; '' where it is."""
    if row.status == "empty":
        return "carries no codes"
    if row.role == "moderator" and not named:
        return "moderated; name it in --coders to compare it"
    if not marked:
        return "has no code on words of the interviewee"
    if row.status == "partial" and not study.passages_of.get((row.interview, row.coder)):
        return "partial, and no passage without code says what was read"
    return ""


def _places(study: Study, interview: str) -> Places:
    sentences = speech_of(study, interview)
    return Speech(sentences) if sentences else Unmeasured()


def _marked(study: Study, key: CodingKey, places: Places, *, as_written: bool) -> tuple[Marked, ...]:
    """The excerpts that carry a code and have speech, one for each anchor, in the interview's order."""
    codes: dict[Anchor, set[str]] = {}
    paraphrases: dict[Anchor, str] = {}
    for row, code in applications(study, key, as_written=as_written):
        anchor = anchor_of(row)
        codes.setdefault(anchor, set()).add(code)
        paraphrases[anchor] = paraphrases.get(anchor) or row.paraphrase
    marked = (
        Marked(places.span(anchor), frozenset(codes[anchor]), anchor, paraphrases[anchor]) for anchor in codes
    )
    return tuple(sorted((each for each in marked if each.span[0] < each.span[1]), key=lambda e: e.span))


def _worked(study: Study, row: CodingRow, places: Places) -> tuple[Span, ...] | None:
    """What a partial coding has worked on: its excerpts, and the passages that it left without code."""
    if row.status != "partial":
        return None
    key = (row.interview, row.coder)
    anchors = [anchor_of(located.row) for located in study.excerpts.get(key, [])]
    anchors += [anchor_of(located.row) for located in study.passages_of.get(key, [])]
    spans = {places.span(anchor) for anchor in anchors}
    return tuple(sorted(span for span in spans if span[0] < span[1]))


def lines_of_left_out(left_out: Iterable[LeftOut]) -> Iterator[str]:
    """What is left out, a line for each reason."""
    by_reason: dict[str, list[str]] = {}
    for each in left_out:
        what = f"{each.interview} by {each.coder}" if each.coder else each.interview
        by_reason.setdefault(each.reason, []).append(what)
    for reason, whats in by_reason.items():
        yield f"interview {', '.join(whats)}: {reason}"
