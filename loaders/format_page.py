"""docs/study-format.md, from the classes that check the study's files."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator

from pydantic.fields import FieldInfo

from mitigraph.loaders import formats
from mitigraph.loaders.formats import FOLDERS, TABLES, Row

_HEAD = """# The study format

Generated from `loaders/formats.py` by `scripts/docs`.

A study is a folder of CSV and YAML that a person can edit and git can diff. `mitigraph init DIR` makes one.
CSV files are UTF-8 with commas and a header line; columns may stand in any order, and those that are not
required may be left out. Unknown columns are errors. Cells with several values separate them by `;`.

Interview texts are never part of a study: an excerpt is an anchor (turn and character to turn and character),
the hash of its exact words, and a paraphrase. Turns count from 1, characters are Unicode code points from 0,
and the end is exclusive. A turn is one speaker's uninterrupted speech; the blocks of a Delve export that
follow each other with the same speaker are one turn, joined by line feeds. The hash of a transcript is the
SHA-256 of its turns' texts joined by U+001E: any file with the same words is recognised, whatever its name.
"""
_NESTED: dict[str, type[Row]] = {
    "phases": formats.PhaseRow,
    "quality_attributes": formats.QualityAttributeRow,
    "published": formats.PublishedRow,
}


def as_markdown() -> str:
    """The page: a section per file, a row per column."""
    lines = [_HEAD]
    lines += _section("study.yaml", formats.StudyFile)
    for name, nested in _NESTED.items():
        lines += _section(f"study.yaml: each of {name}", nested)
    for name, model in TABLES.items():
        lines += _section(name, model)
    for folder, model in FOLDERS.items():
        lines += _section(f"{folder}/<name>.csv", model)
    lines += _section("sources/<name>.yaml", formats.SourceFile)
    return "\n".join(lines)


def _section(name: str, model: type[Row]) -> list[str]:
    words = (model.__doc__ or "").strip().splitlines()
    said = " ".join(line.strip() for line in words).removeprefix(f"{name}: ").removeprefix(f"{name}.").strip()
    rows = [_row(column, field) for column, field in model.model_fields.items()]
    head = ["| column | values | required | meaning |", "|---|---|---|---|"]
    return [f"## {name}", "", *([said[:1].upper() + said[1:], ""] if said else []), *head, *rows, ""]


def _row(column: str, field: FieldInfo) -> str:
    required = "yes" if field.is_required() else ""
    meaning = (field.description or "").replace("|", "\\|")
    return f"| {column} | {_values(field)} | {required} | {meaning} |"


def _values(field: FieldInfo) -> str:
    """What a cell may hold, in words."""
    words = list(dict.fromkeys(_words(field.annotation)))
    patterns = [meta.pattern for meta in field.metadata if getattr(meta, "pattern", None)]
    if patterns:
        return f"text like `{patterns[0]}`".replace("|", "\\|")
    return ", ".join(words)


def _words(annotation: object) -> Iterator[str]:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Literal:
        yield from (f"`{value}`" for value in arguments if value != "")
    elif origin in (typing.Union, types.UnionType):
        for argument in arguments:
            yield from _words(argument)
    elif origin is typing.Annotated:
        yield from _words(arguments[0])
    elif origin is tuple:
        inner = arguments[0]
        yield "list" if isinstance(inner, type) and issubclass(inner, Row) else "list of text"
    elif origin is dict:
        yield "mapping"
    elif annotation is not type(None):
        yield {str: "text", int: "whole number", bool: "true or false"}.get(annotation, "text")  # type: ignore[call-overload]
