"""Writing the study's files: CSV and YAML that git can diff, each file in one piece."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from mitigraph.loaders.formats import Row


def csv_text(model: type[Row], rows: Iterable[Row]) -> str:
    """Rows as CSV with all columns of their model, LF line ends."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    columns = list(model.model_fields)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(getattr(row, column)) for column in columns])
    return buffer.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n")  # a lone CR would end the row for a reader


def with_row(text: str, key: Mapping[str, str], row: Row) -> str:
    """A CSV file's text with the row of ``key`` replaced or added; all other rows keep their cells.

    Columns that the file has keep their order; columns that it lacks are added where the row needs them.
    """
    reader = list(csv.reader(io.StringIO(text, newline=""))) or [list(type(row).model_fields)]
    header, body = [column.strip() for column in reader[0]], reader[1:]
    cells = {column: _cell(getattr(row, column)) for column in type(row).model_fields}
    for column in (column for column, cell in cells.items() if cell and column not in header):
        header.append(column)
        body = [[*line, ""] for line in body]
    line = [cells.get(column, "") for column in header]
    places = [header.index(column) for column in key]
    for number, old in enumerate(body):
        if [old[place].strip() for place in places if place < len(old)] == list(key.values()):
            body[number] = line
            break
    else:
        body.append(line)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([header, *body])
    return buffer.getvalue()


def yaml_text(row: Row) -> str:
    """A row as YAML, in its fields' order."""
    content = row.model_dump(mode="json")
    text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
    return text


def write_all(folder: Path, files: Mapping[str, str]) -> None:
    """Write files (name to text) in order: all temporary ones first, then each takes its place.

    A full disk or a kill before the last step leaves every file as it was.
    """
    waiting: list[tuple[Path, Path]] = []
    try:
        for name, text in files.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
            waiting.append((Path(temporary), target))
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
        for path, target in waiting:
            path.chmod(0o644)
            path.replace(target)
    finally:
        for path, _ in waiting:
            path.unlink(missing_ok=True)
