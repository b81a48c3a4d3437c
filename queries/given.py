"""The tiny studies that queries are tested on, in a short form that becomes real study files.

    given:
      phases: [collection, deployment]
      issues: [stale-data, {id: drift, kind_of: stale-data, name: Data drift}]
      causes: [no-monitoring]
      codes: [{code: trust-fix, kind: mitigation, denotes: trust-building, answers: trust}]
      statements:
        - {interview: 1, subject: no-monitoring, relation: causes, object: drift}
        - {interview: 2, subject: no-monitoring, relation: causes, object: drift, polarity: denied}
      excerpts:
        - {interview: 2, codes: trust-fix, at: 5}

Every row has the columns of its file (docs/study-format.md); a word alone is an id. What a question
rarely turns on is filled in: names from ids, a participant ``P1`` for an interview ``1``, one coder
``Ann`` whose codings count, an anchor in a turn of its own. Rows with the same ``at`` (a turn's number)
are about the same words; ``start_char``, ``end_turn`` and ``end_char`` make it other words from there on. No
transcript is at hand, so any hash will do.
"""

from __future__ import annotations

import copy
import csv
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from mitigraph.errors import QueryError
from mitigraph.queries.nearest import did_you_mean

Row = dict[str, Any]
Given = Mapping[str, Any]

CODER = "Ann"
ENTITIES = ("issues", "causes", "mitigations", "consequences")
STUDY = ("phases", "quality_attributes")
RECORDS = ("participants", "interviews", "codings")
EVIDENCE = ("excerpts", "statements")
PARTS = (*STUDY, *ENTITIES, "codes", *RECORDS, *EVIDENCE)
WORDS = 40  # characters of every made-up excerpt


def extend(shared: Given, own: Given) -> dict[str, Any]:
    """The shared part of a file and a case's own together: lists one after the other."""
    merged = {part: list(rows) for part, rows in shared.items()}
    for part, rows in own.items():
        merged[part] = merged.get(part, []) + list(rows)
    return merged


def write_study(given: Given, folder: Path) -> None:
    """Write the files of a tiny study into a folder.

    Raises:
        QueryError: a part of ``given`` is unknown, or is no list.
    """
    _demand_parts(given)
    rows = {part: [_row(row, part) for row in given.get(part) or []] for part in PARTS}
    _anchor(rows)
    _fill_records(rows)
    _write_settings(rows, folder)
    _write_csv(folder / "codebook.csv", rows["codes"], ("code", "kind"))
    for part in ENTITIES:
        _write_csv(folder / "registry" / f"{part}.csv", rows[part], ("id", "name"))
    _write_csv(folder / "participants.csv", rows["participants"], ("id",))
    _write_csv(folder / "interviews.csv", rows["interviews"], ("id", "participant"))
    _write_codings(rows, folder)
    if rows["statements"]:
        _write_csv(folder / "statements" / "all.csv", rows["statements"], ())


def _demand_parts(given: Given) -> None:
    for part, rows in given.items():
        if part not in PARTS:
            raise QueryError(f"'given' has an unknown part '{part}'", did_you_mean(part, PARTS))
        if rows is not None and not isinstance(rows, list):
            raise QueryError(f"'given: {part}' is no list", "begin each of its rows with '- '")


def _row(row: Any, part: str) -> Row:
    """A row of the short form with the columns that need no thought."""
    row = {"id": row} if isinstance(row, str | int) else copy.copy(row)
    if not isinstance(row, dict):
        raise QueryError(f"'given: {part}' has a row that is {row!r}", "write it as {column: value, ...}")
    if part == "codes":
        row.setdefault("code", row.pop("id", ""))
        row.setdefault("kind", "issue")
    elif part in STUDY or part in ENTITIES:
        row.setdefault("name", str(row.get("id", "")).replace("-", " ").capitalize())
    elif part in EVIDENCE:
        row.setdefault("coder", CODER)
    return row


def _anchor(rows: dict[str, list[Row]]) -> None:
    """Give every excerpt and statement its words: those of turn ``at``, else of the next free turn."""
    evidence = [row for part in EVIDENCE for row in rows[part]]
    free = max((int(row.get("until") or row["at"]) for row in evidence if "at" in row), default=0) + 1
    for row in evidence:
        turn = row.pop("at", None)
        if turn is None:
            turn, free = free, free + 1
        words = {"start_char": 0, "end_turn": turn, "end_char": WORDS}
        anchor = {"start_turn": turn, **{column: row.get(column, value) for column, value in words.items()}}
        place = ":".join(map(str, (row.get("interview"), *anchor.values())))
        row.update(anchor, sha256=row.get("sha256", hashlib.sha256(place.encode()).hexdigest()[:16]))
    _paraphrase(rows)
    seen: set[tuple[Any, Any, Any]] = set()
    for number, row in enumerate(rows["statements"], start=1):
        key = (row.get("interview"), row["coder"], row.setdefault("statement", f"s{number}"))
        if key not in seen:  # a further row of a statement only adds an excerpt
            row.setdefault("basis", "stated")
        seen.add(key)


def _paraphrase(rows: dict[str, list[Row]]) -> None:
    """Statements stand for themselves: where excerpts are paraphrased, the checks would miss theirs."""
    told = {(row.get("interview"), row["coder"]) for row in rows["excerpts"] if row.get("paraphrase")}
    marked = {(row.get("interview"), row["coder"], row["start_turn"]) for row in rows["excerpts"]}
    for row in rows["statements"]:
        key = (row.get("interview"), row["coder"])
        if key in told and (*key, row["start_turn"]) not in marked:
            row.setdefault("paraphrase", f"What turn {row['start_turn']} says.")


def _fill_records(rows: dict[str, list[Row]]) -> None:
    """Interviews, participants and codings that the evidence needs and ``given`` leaves out."""
    pairs = _in_order((row.get("interview"), row["coder"]) for part in EVIDENCE for row in rows[part])
    for row in rows["codings"]:
        row.setdefault("coder", CODER)
    have = {(row["interview"], row["coder"]) for row in rows["codings"]}
    rows["codings"] += [
        {"interview": interview, "coder": coder}
        for interview, coder in pairs
        if (interview, coder) not in have
    ]
    known = {row["id"] for row in rows["interviews"]}
    missing = _in_order(row["interview"] for row in rows["codings"] if row["interview"] not in known)
    rows["interviews"] += [{"id": interview} for interview in missing]
    for row in rows["interviews"]:
        row.setdefault("participant", f"P{row['id']}")
        coders = [coding["coder"] for coding in rows["codings"] if coding["interview"] == row["id"]]
        row.setdefault("counts", coders)
    named = {row["id"] for row in rows["participants"]}
    others = _in_order(row["participant"] for row in rows["interviews"] if row["participant"] not in named)
    rows["participants"] += [{"id": participant} for participant in others]


def _in_order(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


# --- files ----------------------------------------------------------------------------------------


def _write_settings(rows: dict[str, list[Row]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "format": 1,
        "id": "tiny",
        "title": "A tiny study",
        "phases": rows["phases"] or [{"id": "work", "name": "Work"}],
        "quality_attributes": rows["quality_attributes"],
    }
    text = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)
    (folder / "study.yaml").write_text(text, encoding="utf-8")


def _write_codings(rows: dict[str, list[Row]], folder: Path) -> None:
    for coding in rows["codings"]:
        key = (coding["interview"], coding["coder"])
        mine = [row for row in rows["excerpts"] if (row["interview"], row["coder"]) == key]
        if mine:
            coding["file"] = f"codings/{key[0]}-{str(key[1]).lower()}.csv"
            bare = [{name: row[name] for name in row if name not in ("interview", "coder")} for row in mine]
            _write_csv(folder / coding["file"], bare, ())
    _write_csv(folder / "codings.csv", rows["codings"], ("interview", "coder"))


def _write_csv(path: Path, rows: list[Row], columns: tuple[str, ...]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    names = _in_order([*columns, *(name for row in rows for name in row)])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ";".join(map(str, value))
    return "" if value is None else str(value)
