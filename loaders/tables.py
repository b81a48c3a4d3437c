"""Reading the study's CSV and YAML files, each row with its file and line, every fault a finding."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import ValidationError

from mitigraph.errors import UnreadableFile
from mitigraph.loaders.findings import Findings, nearest
from mitigraph.loaders.formats import Row

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Located(Generic[R]):
    """A row and where it stands; ``line`` counts from 1 and the header is line 1."""

    row: R
    file: str
    line: int


def read_text(path: Path) -> str:
    """The file's text, a byte order mark dropped; not UTF-8 or not readable raises UnreadableFile."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{path}: not UTF-8 at byte {error.start}",
            "save the file as UTF-8 (in Excel: 'CSV UTF-8') and try again",
        ) from error
    except OSError as error:
        raise UnreadableFile(
            f"{path}: cannot be read: {error.strerror}", "check the path and who may read it"
        ) from error


def file_sha256(path: Path) -> str:
    """SHA-256 (hex) of the file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_csv(path: Path, name: str, model: type[R], findings: Findings) -> list[Located[R]]:
    """The rows of a CSV file that fit ``model``; those that don't become findings under ``name``."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    rows: list[Located[R]] = []
    try:
        header = next(reader, None)
        if header is None or not _header_fits(header, name, model, findings):
            return rows
        columns = [column.strip() for column in header]
        for line, cells in _numbered(reader):
            if len(cells) == len(columns):
                given = dict(zip(columns, cells, strict=True))
                rows += _row(given, model, name, line, findings)
            else:
                message = f"{len(cells)} cells where the header has {len(columns)}"
                findings.error(
                    name, line, message, "a comma inside a cell needs quotation marks around the cell"
                )
    except csv.Error as error:
        findings.error(
            name, reader.line_num, f"not valid CSV: {error}", "look for an unclosed quotation mark"
        )
    return rows


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it starts; cells may hold line feeds."""
    line = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def _header_fits(header: list[str], name: str, model: type[Row], findings: Findings) -> bool:
    columns = [column.strip() for column in header]
    if len(columns) == 1 and ";" in columns[0]:
        findings.error(
            name, 1, "the columns are separated by ';'", "save the file with commas between the columns"
        )
        return False
    known = model.model_fields
    for (
        column
    ) in columns:  # the rows are read without it, so that one typo does not hide or cause other findings
        if column not in known:
            hint = nearest(column, known) or f"known columns: {', '.join(known)}"
            findings.error(name, 1, f"unknown column '{column}'", hint)
    before = len(findings)
    for column in sorted({column for column in columns if columns.count(column) > 1}):
        findings.error(name, 1, f"column '{column}' stands twice", "remove one of them")
    for column, field in known.items():
        if field.is_required() and column not in columns:
            findings.error(name, 1, f"column '{column}' is missing", "add it to the header")
    return len(findings) == before


def _row(cells: dict[str, str], model: type[R], name: str, line: int, findings: Findings) -> list[Located[R]]:
    """The row as a list of one, or an empty one and findings."""
    given = {column: cell for column, cell in cells.items() if cell.strip() and column in model.model_fields}
    try:
        return [Located(model.model_validate(given), name, line)]
    except ValidationError as error:
        for problem in error.errors():
            findings.error(name, line, *describe(problem))
        return []


def describe(problem: Any) -> tuple[str, str]:
    """What a pydantic error says, in the words of the file: (message, hint)."""
    column = ".".join(str(part) for part in problem["loc"]) or "the file"
    kind, value, context = problem["type"], problem.get("input"), problem.get("ctx", {})
    if kind == "missing":
        return f"'{column}' is empty", "fill it in"
    if kind == "extra_forbidden":
        return f"unknown key '{column}'", "see docs/study-format.md for the known ones"
    if kind == "literal_error":
        expected = str(context.get("expected", ""))
        words = [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]
        return f"{column} '{value}' is not known", nearest(str(value), words) or f"one of: {expected}"
    if kind == "string_pattern_mismatch":
        return (
            f"{column} '{value}' has characters that an id cannot have",
            f"it must match {context.get('pattern')}",
        )
    message = str(problem["msg"])
    return f"{column}: {message[:1].lower()}{message[1:]}", f"found '{value}'" if isinstance(
        value, str
    ) else ""


class _StrictLoader(yaml.SafeLoader):
    """YAML keeps the last of two equal keys in silence; here the second is a fault."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping whose keys are all different."""
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(problem=f"'{key}' stands twice", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path, name: str, model: type[R], findings: Findings) -> Located[R] | None:
    """A YAML file as ``model``, or None and findings under ``name``."""
    try:
        content = yaml.load(read_text(path), Loader=_StrictLoader)  # noqa: S506 - it is a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        findings.error(
            name, mark.line + 1 if mark else 0, f"not valid YAML: {getattr(error, 'problem', error)}"
        )
        return None
    try:
        return Located(model.model_validate(content or {}), name, 1)
    except ValidationError as error:
        for problem in error.errors():
            findings.error(name, 1, *describe(problem))
        return None
