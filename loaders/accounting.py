"""What became of an interview's speech: under excerpts, left without code for a reason, or neither.

Speech is what the interviewee and speakers whom the transcript leaves unknown say; the interviewer's words
are no evidence. Its sentences come from the transcript where it is at hand, else from speech/<interview>.csv.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from mitigraph.loaders.covered import Covered
from mitigraph.loaders.excerpts import MarkedExcerpt, anchor_of, merge_excerpts
from mitigraph.loaders.formats import BASES, POLARITIES, CodingRow, Reason
from mitigraph.loaders.records import Anchor, Role
from mitigraph.loaders.speech import Sentence, sentences, word_spans
from mitigraph.loaders.statements import codebook_says
from mitigraph.loaders.study import CodingKey, Study

LONG_TURN = 15  # words; speech in turns of more than these has to be accounted for
MOST_LEFT = 120  # characters of a sentence that may be left; without punctuation a whole turn is one sentence
NOBODY = "-"  # the coder of an interview that nobody coded
NEITHER = ""  # the reason of words that are neither under an excerpt nor in a passage without code


@dataclass(frozen=True)
class Coverage:
    """How much of an interview one coder's coding accounts for.

    ``words`` counts the speech of interviewee and unknown speakers, None where neither the transcript nor
    its sentences are known. ``under_excerpts`` counts those of them that stand under an excerpt;
    ``without_code`` the others, by reason, with those that stand in no passage either under ''. Where two
    passages have the same words those of the reason that is first in the alphabet count. ``excerpts`` and
    ``codes`` leave out labels without underline, which mark nothing. ``statements`` counts by (basis,
    polarity). A row whose coder is ``-`` is an interview that nobody coded.
    ``estimated`` tells that the transcript is not at hand: the words of sentences that are covered in part
    are then taken in proportion to their characters.
    """

    interview: str
    coder: str
    role: str
    status: str
    counts: bool
    turns: int | None
    words: int | None
    under_excerpts: int
    without_code: Mapping[str, int]
    excerpts: int
    codes: int
    statements: Mapping[tuple[str, str], int]
    estimated: bool

    @property
    def neither(self) -> int:
        """Words that stand under no excerpt and in no passage without code."""
        return self.without_code.get(NEITHER, 0)

    def row(self) -> dict[str, object]:
        """One row of a table: a column for every basis and polarity, and for every reason."""
        known = self.words is not None
        return {
            **{name: getattr(self, name) for name in ("interview", "coder", "role", "status", "counts")},
            "turns": self.turns,
            "words": self.words,
            "words_under_excerpts": self.under_excerpts if known else None,
            "share_under_excerpts": round(self.under_excerpts / self.words, 4) if self.words else None,
            "words_neither": self.neither if known else None,
            "estimated": self.estimated,
            "excerpts": self.excerpts,
            "code_applications": self.codes,
            **{f"{b}_{p}": self.statements.get((b, p), 0) for b in BASES for p in POLARITIES},
            **{
                f"without_code_{reason.replace(' ', '_')}": self.without_code.get(reason, 0)
                if known
                else None
                for reason in get_args(Reason)
            },
        }


def coverage(study: Study) -> list[Coverage]:
    """One row per coding, in the order of codings.csv, then those of interviews that nobody coded.

    Expects a study whose checks found no error.
    """
    marked = merge_excerpts(study)
    speech = {interview: speech_of(study, interview) for interview in study.interview}
    coded = {located.row.interview for located in study.codings}
    rows = [located.row for located in study.codings]
    rows += [CodingRow(interview=i, coder=NOBODY, status="empty") for i in study.interview if i not in coded]
    return [_coverage(study, row, speech[row.interview], marked) for row in rows]


def speech_of(study: Study, interview: str) -> list[Sentence]:
    """The sentences of an interview that are no interviewer's; none where they are not known."""
    transcript = study.transcripts.get(interview)
    if transcript is not None:
        found: Iterable[Sentence] = sentences(transcript)
    else:
        rows = (located.row for located in study.speech.get(interview, []))
        found = (Sentence(r.turn, Role(r.speaker), r.start_char, r.end_char, r.words) for r in rows)
    return [sentence for sentence in found if sentence.role is not Role.INTERVIEWER]


def unaccounted(study: Study, interview: str, coders: Iterable[str]) -> list[Sentence]:
    """Sentences of long turns that lie, for half or more of their characters, under nothing that is marked.

    Neither may more than ``MOST_LEFT`` characters of one be left. That is what ``mitigraph check`` warns of;
    a sentence of which a few words are left out, as an underline leaves them out, is accounted for.
    """
    told = speech_of(study, interview)
    words: Counter[int] = Counter()
    for sentence in told:
        words[sentence.turn] += sentence.words
    anchors = [
        anchor
        for coder in coders
        for anchor in (*_excerpts(study, (interview, coder)), *_passages(study, (interview, coder)))
    ]
    covered = Covered(anchors)
    return [sentence for sentence in told if words[sentence.turn] > LONG_TURN and is_left(sentence, covered)]


def is_left(sentence: Sentence, covered: Covered) -> bool:
    """Whether too much of a sentence lies under nothing: half of it, or more than ``MOST_LEFT``."""
    under = covered.characters(sentence)
    return 2 * under <= _length(sentence) or _length(sentence) - under > MOST_LEFT


def _length(sentence: Sentence) -> int:
    return sentence.end - sentence.start


def _excerpts(study: Study, key: CodingKey) -> Iterator[Anchor]:
    yield from (anchor_of(located.row) for located in study.excerpts.get(key, []))
    yield from (anchor_of(located.row) for located in study.statements_of.get(key, []))


def _passages(study: Study, key: CodingKey) -> Iterator[Anchor]:
    yield from (anchor_of(located.row) for located in study.passages_of.get(key, []))


def _coverage(
    study: Study,
    row: CodingRow,
    told: list[Sentence],
    marked: Mapping[CodingKey, list[MarkedExcerpt]],
) -> Coverage:
    key = (row.interview, row.coder)
    known = key[0] in study.transcripts or bool(study.speech.get(key[0]))
    words = _Words(study, key[0])
    under = words.under(told, Covered(_excerpts(study, key)))
    excerpts = [excerpt for excerpt in marked.get(key, []) if excerpt.has_words]
    transcript = study.transcripts.get(key[0])
    turns = len(transcript.turns) if transcript else study.interview[key[0]].turns
    return Coverage(
        interview=key[0],
        coder=key[1],
        role=row.role,
        status=row.status,
        counts=key in study.counting,
        turns=turns,
        words=sum(sentence.words for sentence in told) if known else None,
        under_excerpts=under,
        without_code=_without_code(study, key, told, words) if known else {},
        excerpts=len(excerpts),
        codes=sum(len(excerpt.codes) for excerpt in excerpts),
        statements=_statements(study, key, excerpts),
        estimated=transcript is None,
    )


def _without_code(study: Study, key: CodingKey, told: list[Sentence], words: _Words) -> dict[str, int]:
    """Words by reason: what stands under an excerpt too counts there, of two reasons the first one counts."""
    taken = list(_excerpts(study, key))
    before = words.under(told, Covered(taken))
    counted: dict[str, int] = {}
    by_reason: dict[str, list[Anchor]] = {}
    for located in study.passages_of.get(key, []):
        by_reason.setdefault(located.row.reason, []).append(anchor_of(located.row))
    for reason, anchors in sorted(by_reason.items()):
        taken += anchors
        after = words.under(told, Covered(taken))
        counted[reason], before = after - before, after
    counted[NEITHER] = sum(sentence.words for sentence in told) - before
    return counted


class _Words:
    """Counts words under spans: exactly with the transcript at hand, else in proportion to characters."""

    def __init__(self, study: Study, interview: str) -> None:
        transcript = study.transcripts.get(interview)
        self._texts = {turn.number: turn.text for turn in transcript.turns} if transcript else {}

    def under(self, told: Iterable[Sentence], covered: Covered) -> int:
        """The words of the sentences that are covered from their first to their last character."""
        return sum(self._of(sentence, covered) for sentence in told)

    def _of(self, sentence: Sentence, covered: Covered) -> int:
        parts = covered.within(sentence)
        if sentence.turn not in self._texts:
            return round(sentence.words * sum(end - start for start, end in parts) / _length(sentence))
        text = self._texts[sentence.turn][sentence.start : sentence.end]
        spans = [(start + sentence.start, end + sentence.start) for start, end in word_spans(text)]
        return sum(any(a <= start and end <= b for a, b in parts) for start, end in spans)


def _statements(study: Study, key: CodingKey, excerpts: Iterable[MarkedExcerpt]) -> Counter[tuple[str, str]]:
    """Statements by basis and polarity; those that follow from codes count under ``codebook``."""
    found: Counter[tuple[str, str]] = Counter()
    seen: set[str] = set()
    for located in study.statements_of.get(key, []):
        if located.row.statement not in seen:
            seen.add(located.row.statement)
            found[located.row.basis, located.row.polarity] += 1
    for excerpt in excerpts:
        for code, applied in excerpt.codes.items():
            if applied.extent != "label-only" and codebook_says(study, code):
                found["codebook", applied.polarity] += 1
    return found
