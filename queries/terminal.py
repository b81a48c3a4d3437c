"""An answer on a terminal: as wide as the terminal, words kept whole where there is room.

Three layouts, the first that fits: a table with all columns; the same without the columns of ids, which
repeat what a name says; one block of lines per row, as database shells do with wide answers.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as Drawn
from rich.text import Text

from mitigraph.queries.render import cell, is_numeric, one_line
from mitigraph.queries.table import Table

GAP = 2  # columns between two cells, and at each end of the line
WORD = 14  # the longest word that a column is widened for; longer ones are folded
ID = "_id"
LEFT_OUT = "The ids are left out to fit the terminal; csv, json and the other formats have them."


def on_terminal(table: Table, width: int) -> str:
    """The table as lines of at most ``width`` characters."""
    if _needed(table) <= width:
        return _drawn(table, width)
    narrow = _without_ids(table)
    if _needed(narrow) <= width:
        return f"{_drawn(narrow, width)}{LEFT_OUT if width >= len(LEFT_OUT) else 'ids left out'}\n"
    return _blocks(table, width)


def _columns(table: Table) -> list[list[str]]:
    """The cells' texts, column by column, the column's name first."""
    return [
        [one_line(name), *(one_line(cell(row[index])) for row in table.rows)]
        for index, name in enumerate(table.columns)
    ]


def _least(texts: Sequence[str]) -> int:
    """The width that a column needs: its name's, and that of its words; ids are never folded."""
    words = [len(word) for text in texts[1:] for word in text.split()]
    longest = max(words, default=0)
    return max(len(texts[0]), longest if texts[0].endswith(ID) else min(longest, WORD))


def _needed(table: Table) -> int:
    return sum(_least(texts) + GAP for texts in _columns(table)) + GAP


def _without_ids(table: Table) -> Table:
    """The table without the id columns whose name stands in a column of its own."""
    kept = [
        index
        for index, name in enumerate(table.columns)
        if not (name.endswith(ID) and name.removesuffix(ID) in table.columns)
    ]
    return Table(
        tuple(table.columns[index] for index in kept),
        tuple(tuple(row[index] for index in kept) for row in table.rows),
    )


def _drawn(table: Table, width: int) -> str:
    drawn = Drawn(box=SIMPLE_HEAD, pad_edge=False, padding=(0, GAP - 1, 0, 0))  # the box adds one
    columns = _columns(table)
    for index, texts in enumerate(columns):
        numeric = is_numeric([row[index] for row in table.rows])
        drawn.add_column(
            Text(texts[0]),
            justify="right" if numeric else "left",
            min_width=_least(texts),
            no_wrap=numeric or texts[0].endswith(ID),
            overflow="fold",
        )
    for row in zip(*(texts[1:] for texts in columns), strict=True):
        drawn.add_row(*(Text(text) for text in row))
    return _printed(drawn, width)


def _blocks(table: Table, width: int) -> str:
    """One block per row, a line per column; empty cells are left out."""
    drawn = Drawn(box=None, show_header=False, pad_edge=False, padding=(0, GAP, 0, 0))
    drawn.add_column(no_wrap=True, overflow="fold")
    drawn.add_column(overflow="fold")
    for row in table.rows:
        for name, value in zip(table.columns, row, strict=True):
            text = one_line(cell(value))
            if text:
                drawn.add_row(Text(one_line(name)), Text(text))
        drawn.add_row("", "")
    return _printed(drawn, width)


def _printed(drawn: Drawn, width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, force_terminal=False, legacy_windows=False).print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
