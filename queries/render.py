"""A table as text, in the plain formats of ``mitigraph query run --format`` (all of them: writers.py).

Every format gives the same answer the same bytes. A null is nothing at all in table, csv, tsv and
markdown, and ``null`` in json and jsonl; a list is its items with ``; `` between them, as in the study's
own files; nodes, relationships and paths are named by the model's ids.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import Any

from mitigraph.queries.table import Table

SEPARATOR = "; "
CITED = {"excerpt", "participant", "turn", "paraphrase"}  # the keys of an excerpt behind a row (opening.py)
_MARKDOWN = re.compile(r"[\\`*\[\]<>|]|(?<![^\W_])_|_(?![^\W_])")  # an underscore in a word means nothing
_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F}


def cell(value: Any) -> str:
    """A value in one cell, as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        # Paraphrases hold semicolons: excerpts stand on lines of their own.
        between = (
            "\n" if any(isinstance(item, dict) and item.keys() >= CITED for item in value) else SEPARATOR
        )
        return between.join(cell(item) for item in value)
    if isinstance(value, dict):
        return _of_graph(value)
    return str(value)


def _of_graph(value: dict[str, Any]) -> str:
    """Nodes as (:Issue drift), relationships as (a)-[:CAUSES]->(b), other maps as JSON."""
    if value.keys() >= CITED:
        return _cited(value)
    if value.keys() == {"label", "id", "properties"}:
        return f"(:{value['label']} {cell(value['id'])})"
    if value.keys() == {"type", "start", "end", "properties"}:
        return f"({cell(value['start'])})-[:{value['type']}]->({cell(value['end'])})"
    if value.keys() == {"nodes", "relationships"}:
        return _path(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _cited(excerpt: dict[str, Any]) -> str:
    """An excerpt behind a row, as ``P43, 43/Team/12:0-12:80: paraphrase``, exact words last if it has any."""
    words = f' "{excerpt["text"]}"' if excerpt.get("text") else ""
    said = excerpt["paraphrase"] or "no paraphrase"
    return f"{excerpt['participant']}, {excerpt['excerpt']}: {said}{words}"


def _path(value: dict[str, Any]) -> str:
    ids = [cell(node["id"]) for node in value["nodes"]]
    text = f"({ids[0]})"
    for here, there, step in zip(ids, ids[1:], value["relationships"], strict=False):
        forward = step["start"] == here and step["end"] == there
        text += f"-[:{step['type']}]->({there})" if forward else f"<-[:{step['type']}]-({there})"
    return text


def one_line(text: str) -> str:
    """Text that stays on its line and gives a terminal no commands: controls become visible escapes."""
    return "".join(
        character if character.isprintable() and ord(character) not in _BIDI else _escaped(character)
        for character in text
    )


def _escaped(character: str) -> str:
    if character in " \n\r\t\u00a0\u2028\u2029":
        return " "
    return character.encode("unicode_escape").decode("ascii")


def as_table(table: Table) -> str:
    """Aligned columns for pipes and files: one line a row, nothing wrapped or cut."""
    from rich.cells import cell_len  # noqa: PLC0415 - only where a table is drawn

    texts = [
        [one_line(name) for name in table.columns],
        *([one_line(cell(value)) for value in row] for row in table.rows),
    ]
    widths = [max(cell_len(line[index]) for line in texts) for index in range(len(table.columns))]
    numeric = [is_numeric([row[index] for row in table.rows]) for index in range(len(table.columns))]
    lines = []
    for line in texts:
        cells = [
            " " * (width - cell_len(text)) + text if number else text + " " * (width - cell_len(text))
            for text, width, number in zip(line, widths, numeric, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return "".join(f"{line}\n" for line in lines)


def is_numeric(values: Sequence[Any]) -> bool:
    """Whether a column holds numbers and nothing else, so that it is set to the right."""
    present = [value for value in values if value is not None]
    return bool(present) and all(
        isinstance(value, int | float) and not isinstance(value, bool) for value in present
    )


def as_csv(table: Table) -> str:
    """RFC 4180 with line feeds; a header line; lists in one cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([cell(value) for value in row] for row in table.rows)
    return out.getvalue()


def as_tsv(table: Table) -> str:
    r"""Tabs between cells; a tab, line feed or backslash in a cell is written ``\t``, ``\n``, ``\\``."""
    lines = [table.columns, *([cell(value) for value in row] for row in table.rows)]
    return "".join("\t".join(map(_tsv_escaped, line)) + "\n" for line in lines)


def _tsv_escaped(text: str) -> str:
    pairs = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))
    for character, escape in pairs:
        text = text.replace(character, escape)
    return text


def as_json(table: Table) -> str:
    """A list of objects, one per row."""
    return json.dumps(table.records(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def as_jsonl(table: Table) -> str:
    """One object per line."""
    rows = (json.dumps(record, ensure_ascii=False, allow_nan=False) for record in table.records())
    return "".join(f"{row}\n" for row in rows)


def as_markdown(table: Table) -> str:
    """A table of GitHub's Markdown; what Markdown or HTML would read in a cell is escaped."""
    numeric = [is_numeric([row[index] for row in table.rows]) for index in range(len(table.columns))]
    rule = ["---:" if number else "---" for number in numeric]
    cells = [[_markdown_escaped(cell(value)) for value in row] for row in table.rows]
    lines = [[_markdown_escaped(column) for column in table.columns], rule, *cells]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _markdown_escaped(text: str) -> str:
    text = _MARKDOWN.sub(r"\\\g<0>", text)
    return "<br>".join(one_line(line) for line in text.replace("&", "&amp;").splitlines())
