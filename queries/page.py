"""An answer as a page: one file that loads nothing and runs nothing.

Every text is escaped by the template engine, and the page's Content-Security-Policy forbids all but its own
style, so that no text of a study can become a script or a request.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from mitigraph.queries.header import EVIDENCE
from mitigraph.queries.render import cell, is_numeric, one_line
from mitigraph.queries.table import About, Table


@dataclass(frozen=True)
class Entry:
    """A line of an index: a query with its file and number of rows, or the reason why it has none."""

    query: str
    title: str
    file: str = ""
    rows: int = 0
    reason: str = ""
    cut: bool = False


def as_html(table: Table) -> str:
    """The answer as a page of HTML; excerpts behind a row open under it."""
    about = table.about or About("Answer", "")
    numeric = [is_numeric(table.column(name)) for name in table.columns]
    columns = [
        {"name": name, "number": number, "help": about.columns.get(name, "")}
        for name, number in zip(table.columns, numeric, strict=True)
    ]
    return _rendered(
        "answer.html",
        title=about.title,
        description=about.description,
        query=about.query,
        parameters=[(name, cell(value) or "(none)") for name, value in about.parameters.items()],
        cut=table.cut,
        columns=columns,
        rows=[
            [_cell(value, column) for value, column in zip(row, columns, strict=True)] for row in table.rows
        ],
        explained=[(column["name"], column["help"]) for column in columns if column["help"]],
        verbatim=holds_words(table),
    )


def index_page(title: str, description: str, entries: Iterable[Entry]) -> str:
    """The page that leads to the answers of a folder."""
    return _rendered("index.html", title=title, description=description, entries=list(entries))


def holds_words(table: Table) -> bool:
    """Whether the excerpts that the rows open to come with their exact words."""
    if EVIDENCE not in table.columns:
        return False
    return any("text" in excerpt for excerpts in table.column(EVIDENCE) for excerpt in excerpts)


def _cell(value: Any, column: Mapping[str, Any]) -> dict[str, Any]:
    if column["name"] != EVIDENCE or not isinstance(value, list):
        lines = "\n".join(one_line(line) for line in cell(value).splitlines())
        return {"text": lines, "number": column["number"], "excerpts": None}
    count = f"{len(value)} excerpt{'' if len(value) == 1 else 's'}"
    return {"text": count, "number": False, "excerpts": value}


def _rendered(name: str, **values: Any) -> str:
    import jinja2  # noqa: PLC0415 - slow to import

    folder = resources.files("mitigraph.queries").joinpath("templates")
    texts = {
        each: folder.joinpath(each).read_text(encoding="utf-8") for each in ("answer.html", "index.html")
    }
    style = folder.joinpath("answer.css").read_text(encoding="utf-8")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, loader=jinja2.DictLoader(texts)
    )
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # The style is the project's own; markupsafe would otherwise escape its quotes and change its hash.
    safe = environment.filters["safe"](style)
    return environment.get_template(name).render(style=safe, style_hash=digest, **values) + "\n"
