"""Tiny studies with two coders or more, their speech known, loaded by the real reader."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mitigraph.loaders.findings import Severity
from mitigraph.loaders.formats import PassageRow, SentenceRow
from mitigraph.loaders.load import checked_study
from mitigraph.loaders.study import Study
from mitigraph.loaders.writing import csv_text
from mitigraph.queries.given import write_study

Row = dict[str, Any]
DIGEST = "0123456789abcdef"
CODES: list[Row] = [
    {"code": "drift", "aliases": "drift-old"},
    {"code": "seed"},
    {"code": "labels"},
    {"code": "trust"},
]

# Interview 1 to 4 alike: turns 2 and 4 are the interviewee's, 100 and 40 characters of speech.
SPEECH = (
    *(("interviewer", 1, 0, 30), ("interviewee", 2, 0, 60), ("interviewee", 2, 61, 101)),
    *(("interviewer", 3, 0, 20), ("unknown", 4, 0, 40)),
)


def excerpt(coder: str, codes: str, at: int, span: tuple[int, int], **more: Any) -> Row:
    """A row of a coding of interview 1, in turn ``at``."""
    start, end = span
    row = {"interview": 1, "coder": coder, "codes": codes, "at": at, "start_char": start, "end_char": end}
    return row | more


def write(folder: Path, excerpts: Iterable[Row], *, passages: Iterable[Row] = (), **more: Any) -> Path:
    """Write a study; interviews have the speech above unless ``speech`` names those that have it."""
    speech = more.pop("speech", None)
    rows = list(excerpts)
    write_study({"codes": CODES, "excerpts": rows, **more}, folder)
    named = {str(row["interview"]) for row in (*rows, *more.get("codings", []))}
    (folder / "speech").mkdir()
    for interview in sorted(named if speech is None else speech):
        sentences = [
            SentenceRow(turn=turn, speaker=speaker, start_char=start, end_char=end, words=5)
            for speaker, turn, start, end in SPEECH
        ]
        text = csv_text(SentenceRow, sentences)
        (folder / "speech" / f"{interview}.csv").write_text(text, encoding="utf-8")
    left = [PassageRow.model_validate({"sha256": DIGEST, **row}) for row in passages]
    if left:
        (folder / "uncoded").mkdir()
        (folder / "uncoded" / "all.csv").write_text(csv_text(PassageRow, left), encoding="utf-8")
    return folder


def read(folder: Path) -> Study:
    """The study; fails where its checks find an error."""
    study = checked_study(folder)
    errors = [str(finding) for finding in study.findings.of(Severity.ERROR)]
    assert not errors, errors
    return study


def study(folder: Path, excerpts: Iterable[Row], **more: Any) -> Study:
    """Write and read a study."""
    return read(write(folder, excerpts, **more))
