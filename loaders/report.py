"""What became of every file, in words: the report of an import and of a load."""

from __future__ import annotations

from collections.abc import Iterator

from mitigraph.loaders.excerpts import merge_excerpts
from mitigraph.loaders.formats import SourceFile
from mitigraph.loaders.study import Study
from mitigraph.loaders.wording import plural


def source_lines(source: SourceFile, *, remarks: bool = True) -> Iterator[str]:
    """One imported file: what its lines or blocks became, then what a person should look at."""
    taken = ", ".join(f"{count} {what}" for what, count in source.taken.items() if count)
    yield f"{source.file} ({source.format}): {plural(source.units, source.unit)}: {taken}"
    if source.carries_codes:
        marked = (
            f"{plural(source.excerpts, 'excerpt')}, {plural(source.code_applications, 'code application')}"
        )
        yield f"  {plural(source.turns, 'turn')}, {marked}"
    else:
        yield f"  {plural(source.turns, 'turn')}; carries no codes: not coded and not exported look the same"
    if source.differences:
        yield f"  {plural(source.differences, 'difference')} in the words from the interview's transcript"
    if remarks:
        for what, found in (
            ("left over", source.left_over),
            ("guess", source.guesses),
            ("not placed", source.unplaced),
        ):
            yield from (f"  {what}: {remark.place}: {remark.reason}" for remark in found)


def study_lines(study: Study) -> Iterator[str]:
    """Every file of the study: how many rows it has and what they became."""
    registry = ", ".join(
        plural(sum(1 for entity in study.entities if entity.label == label), label.lower())
        for label in ("Issue", "Cause", "Mitigation", "Consequence")
    )
    aliases = sum(len(located.row.aliases) for located in study.codes)
    yield f"codebook.csv: {plural(len(study.codes), 'code')}, {plural(aliases, 'alias')}"
    yield f"registry/: {registry}"
    yield f"participants.csv: {plural(len(study.participants), 'participant')}"
    yield f"interviews.csv: {plural(len(study.interviews), 'interview')}"
    yield from _coding_lines(study)
    yield from _statement_lines(study)


def _coding_lines(study: Study) -> Iterator[str]:
    marked = merge_excerpts(study)
    for located in study.codings:
        row = located.row
        key = (row.interview, row.coder)
        name = row.file or f"interview {row.interview} by {row.coder}"
        rows = study.excerpts.get(key, [])
        excerpts = [excerpt for excerpt in marked.get(key, []) if excerpt.codes]
        codes = sum(len(excerpt.codes) for excerpt in excerpts)
        marked_up = f"{plural(len(excerpts), 'excerpt')}, {plural(codes, 'code application')}"
        said = f"{plural(len(rows), 'row')}: {marked_up}"
        counts = "counts" if key in study.counting else "does not count"
        yield f"{name} ({row.role}, {counts}): {'carries no codes' if row.status == 'empty' else said}"


def _statement_lines(study: Study) -> Iterator[str]:
    for name in sorted({located.file for located in study.statements}):
        rows = [located.row for located in study.statements if located.file == name]
        statements = {(row.interview, row.coder, row.statement) for row in rows}
        yield f"{name}: {plural(len(rows), 'row')}: {plural(len(statements), 'statement')}"
