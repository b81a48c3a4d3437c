"""Checks of what accounts for the speech: passages without code, and speech that nothing accounts for."""

from __future__ import annotations

from collections.abc import Iterable

from mitigraph.loaders.accounting import unaccounted
from mitigraph.loaders.excerpts import anchor_of
from mitigraph.loaders.findings import nearest
from mitigraph.loaders.formats import PassageRow, SentenceRow
from mitigraph.loaders.records import Anchor
from mitigraph.loaders.speech import Sentence, sentence_rows
from mitigraph.loaders.study import CodingKey, Study, speech_path
from mitigraph.loaders.tables import Located

_SHOWN = 12  # turns that a warning names; more of them help nobody


def check_accounting(study: Study) -> None:
    """Passages belong to codings, sentences are the transcript's, and speech is accounted for."""
    codings = {(c.row.interview, c.row.coder) for c in study.codings}
    for located in study.passages:
        _known_coding(study, located, codings)
    _twice(study)
    for interview in study.speech:
        _sentences(study, interview)
    for interview in study.interview:
        _speech(study, interview)


def _known_coding(study: Study, located: Located[PassageRow], codings: set[CodingKey]) -> None:
    row = located.row
    if (row.interview, row.coder) not in codings:
        message = f"codings.csv has no coding of '{row.interview}' by '{row.coder}'"
        names = [coder for interview, coder in codings if interview == row.interview]
        study.findings.error(
            located.file, located.line, message, nearest(row.coder, names) or "add a row to codings.csv"
        )


def _twice(study: Study) -> None:
    """One passage has one reason: a second one would count nowhere."""
    lines: dict[tuple[CodingKey, Anchor], str] = {}
    for located in study.passages:
        key = ((located.row.interview, located.row.coder), anchor_of(located.row))
        if key in lines:
            message = f"this passage already stands in {lines[key]}"
            study.findings.error(located.file, located.line, message, "remove one of the two rows")
        lines.setdefault(key, f"{located.file}:{located.line}")


def _sentences(study: Study, interview: str) -> None:
    """A list of sentences that is not the transcript's would make every share of words wrong."""
    transcript = study.transcripts.get(interview)
    rows = study.speech[interview]
    if not rows:
        message, hint = "it lists no sentence", "import the interview's file again"
        study.findings.error(speech_path(interview), 0, message, hint)
        return None
    if transcript is None:
        return _in_order(study, rows)
    expected = sentence_rows(transcript)
    found = [located.row for located in rows]
    if found != expected:
        place = next((n for n, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), None)
        line = rows[place].line if place is not None and rows else 0
        message = f"its sentences are not those of the transcript of interview '{interview}'"
        study.findings.error(speech_path(interview), line, message, "import the interview's file again")
    return None


def _in_order(study: Study, rows: Iterable[Located[SentenceRow]]) -> None:
    before = (0, 0)
    for located in rows:
        row = located.row
        if not (before <= (row.turn, row.start_char) and row.start_char < row.end_char):
            message = "this sentence ends before it starts, or overlaps the one before"
            study.findings.error(located.file, located.line, message, "import the interview's file again")
        before = (row.turn, row.end_char)


def _speech(study: Study, interview: str) -> None:
    """A warning per interview: the turns with speech that no coding that counts accounts for."""
    coders = sorted(coder for each, coder in study.counting if each == interview)
    rows = [c for c in study.codings if c.row.interview == interview and c.row.coder in coders]
    if not any(located.row.status == "complete" for located in rows):
        return  # a partial coding says itself that there is more
    if interview not in study.transcripts and not study.speech.get(interview):
        message = f"whether all speech of interview '{interview}' is accounted for is not known"
        hint = "import its file again, which lists its sentences, or give --transcripts DIR"
        study.findings.info(rows[0].file, rows[0].line, message, hint)
        return
    left = unaccounted(study, interview, coders)
    if not left:
        return
    words = sum(sentence.words for sentence in left)
    message = (
        f"{words} words of interview '{interview}' stand neither under an excerpt nor in a passage without "
        f"code of {' and '.join(coders)}: {_turns(left)}"
    )
    hint = "code them, or list them in uncoded/ with a reason"
    turns = "-".join(map(str, dict.fromkeys(sentence.turn for sentence in left)))
    key = ("speech-unaccounted", f"{interview}/{turns}")  # so that a waiver does not cover what comes later
    study.findings.warning(rows[0].file, rows[0].line, message, hint, key)


def _turns(left: list[Sentence]) -> str:
    turns = list(dict.fromkeys(sentence.turn for sentence in left))
    more = f" and {len(turns) - _SHOWN} more" if len(turns) > _SHOWN else ""
    return f"turn{'s' if len(turns) > 1 else ''} {', '.join(map(str, turns[:_SHOWN]))}{more}"
