"""Checks of codings.csv and of the rows of each coding."""

from __future__ import annotations

from collections import Counter

from mitigraph.loaders.excerpts import anchor_of
from mitigraph.loaders.findings import nearest
from mitigraph.loaders.formats import CodingRow, ExcerptRow
from mitigraph.loaders.records import Anchor
from mitigraph.loaders.study import CodingKey, Study, source_path
from mitigraph.loaders.tables import Located


def check_codings(study: Study) -> None:
    """Every check of codings, and of which ones count."""
    _known_interviews(study)
    _unique(study)
    for located in study.codings:
        key = (located.row.interview, located.row.coder)
        rows = study.excerpts.get(key, [])
        _status(study, located, rows)
        _coder(study, located, rows)
        _codes_known(study, rows)
        _codes_once(study, rows)
    _one_file_each(study)
    _counting(study)
    _silent_statements(study)
    _source_remarks(study)


def _known_interviews(study: Study) -> None:
    for located in study.codings:
        if located.row.interview not in study.interview:
            message = f"interview '{located.row.interview}' is not in interviews.csv"
            hint = nearest(located.row.interview, study.interview) or "add a row there"
            study.findings.error(located.file, located.line, message, hint)


def _unique(study: Study) -> None:
    lines: dict[CodingKey, int] = {}
    for located in study.codings:
        key = (located.row.interview, located.row.coder)
        if key in lines:
            message = f"the coding of interview '{key[0]}' by '{key[1]}' already stands in line {lines[key]}"
            study.findings.error(located.file, located.line, message, "remove one of the two rows")
        lines.setdefault(key, located.line)


def _status(study: Study, located: Located[CodingRow], rows: list[Located[ExcerptRow]]) -> None:
    if located.row.status != "empty":
        return
    coding = f"the coding of '{located.row.interview}' by '{located.row.coder}'"
    if rows:
        message = f"{coding} is 'empty' but has {len(rows)} rows"
        study.findings.error(located.file, located.line, message, "set its status to complete or partial")
    study.findings.info(located.file, located.line, f"{coding} carries no codes; it never counts")


def _coder(study: Study, coding: Located[CodingRow], rows: list[Located[ExcerptRow]]) -> None:
    """A row that names its coder names the coding's: else it was copied from another file."""
    for located in rows:
        if located.row.coder not in ("", coding.row.coder):
            message = f"the row is by '{located.row.coder}', the file is that of '{coding.row.coder}'"
            study.findings.error(located.file, located.line, message, "move it, or mend its coder")


def _codes_known(study: Study, rows: list[Located[ExcerptRow]]) -> None:
    for located in rows:
        for code in located.row.codes:
            if code not in study.canonical:
                hint = nearest(code, study.canonical) or "add it to codebook.csv"
                study.findings.error(
                    located.file, located.line, f"code '{code}' is not in the codebook", hint
                )
        if not located.row.codes:
            study.findings.error(
                located.file, located.line, "an excerpt without a code", "add codes, or remove the row"
            )


def _codes_once(study: Study, rows: list[Located[ExcerptRow]]) -> None:
    """Two rows may share an anchor, but not a code: the graph would silently keep one of the two."""
    lines: dict[tuple[Anchor, str], int] = {}
    for located in rows:
        canonical = Counter(study.canonical.get(code, code) for code in located.row.codes)
        for code, times in canonical.items():
            key = (anchor_of(located.row), code)
            if times > 1 or key in lines:
                line = lines.get(key, located.line)
                message = f"the code '{code}' is already on this excerpt, in line {line}"
                study.findings.error(
                    located.file, located.line, message, "remove one of them (aliases count as the code)"
                )
            lines.setdefault(key, located.line)


def _one_file_each(study: Study) -> None:
    lines: dict[str, int] = {}
    for located in study.codings:
        name = located.row.file
        if name and name in lines:
            message = f"'{name}' already is the file of the coding in line {lines[name]}"
            study.findings.error(located.file, located.line, message, "give each coding a file of its own")
        lines.setdefault(name, located.line)


def _silent_statements(study: Study) -> None:
    """Statements of a coding that does not count make no link; that is said, not left to be wondered at."""
    for key, rows in sorted(study.statements_of.items()):
        if key not in study.counting and key[0] in study.interview:
            message = f"the statements of '{key[1]}' on interview '{key[0]}' do not count"
            hint = "name the coder in the column 'counts' of interviews.csv"
            if study.interview[key[0]].counts:  # somebody has chosen
                study.findings.info(rows[0].file, rows[0].line, message)
                continue
            subject = "/".join(key)
            study.findings.warning(rows[0].file, rows[0].line, message, hint, ("silent-statements", subject))


def _counting(study: Study) -> None:
    for located in study.interviews:
        row = located.row
        coders = {c.row.coder: c.row for c in study.codings if c.row.interview == row.id}
        for coder in row.counts:
            if coder not in coders:
                message = f"counts: nobody named '{coder}' coded interview '{row.id}'"
                hint = nearest(coder, coders) or f"its coders: {', '.join(coders) or 'none'}"
                study.findings.error(located.file, located.line, message, hint)
            elif coders[coder].status == "empty":
                message = f"counts: the coding by '{coder}' is empty, and an empty coding never counts"
                study.findings.error(located.file, located.line, message, "name another coding")
        _one_with_codes(study, row.id, located.file, located.line)


def _one_with_codes(study: Study, interview: str, file: str, line: int) -> None:
    """No count mixes codings: code applications of two coders would count one passage twice."""
    coders = sorted(key[1] for key in study.counting if key[0] == interview and study.carries_codes(key))
    if len(coders) > 1:
        study.findings.warning(
            file,
            line,
            f"the codes of {' and '.join(coders)} both count for interview '{interview}'",
            "name the coding that counts in the column 'counts'",
            ("two-codings-count", interview),
        )


def _source_remarks(study: Study) -> None:
    """What an import left over stays visible in every check."""
    for name, source in sorted(study.sources.items()):
        for remark in (*source.left_over, *source.unplaced):
            study.findings.warning(
                source_path(name),
                0,
                f"{remark.place}: {remark.reason}",
                "look at the file there",
                ("left-over", f"{remark.place}: {remark.reason}"),
            )
