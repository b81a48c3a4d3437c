"""The pivot: rows become a matrix. The other steps have tests of their own."""

from __future__ import annotations

from mitigraph.queries.post import Pivot
from mitigraph.queries.table import Table

ROWS = Table(("who", "code", "n"), (("P2", "b", 1), ("P2", "a", 2), ("P1", "b", 3)))


def test_columns_in_the_order_of_their_first_rows() -> None:
    """Each value of the column is a column, where its first row has it; a cell without a row is empty."""
    matrix = Pivot(column="code", value="n", empty=0).apply(ROWS)
    assert matrix == Table(("who", "b", "a"), (("P2", 1, 2), ("P1", 3, 0)))


def test_columns_in_the_order_of_the_alphabet() -> None:
    """With sort the order of the rows decides on the matrix's rows only."""
    matrix = Pivot(column="code", value="n", sort=True).apply(ROWS)
    assert matrix == Table(("who", "a", "b"), (("P2", 2, 1), ("P1", None, 3)))


def test_a_row_of_nothing_but_a_column() -> None:
    """Where all that stays is null, the row makes a column of zeros and no row; without a column, a row."""
    table = Table(ROWS.columns, (*ROWS.rows, (None, "unused", 1), ("P3", None, 1)))
    matrix = Pivot(column="code", value="n", empty=0, sort=True).apply(table)
    assert matrix.columns == ("who", "a", "b", "unused")
    assert matrix.rows == (("P2", 2, 1, 0), ("P1", 0, 3, 0), ("P3", 0, 0, 0))


def test_a_row_of_the_matrix_opens_to_the_excerpts_of_its_cells() -> None:
    """The ids of excerpts of all rows that become one row of the matrix are its own, in its last column."""
    table = Table(
        ("who", "code", "n", "excerpt_ids"),
        (("P1", "a", 1, ["x", "y"]), ("P2", "a", 1, ["z"]), ("P1", "b", 1, ["v"])),
    )
    matrix = Pivot(column="code", value="n", empty=0).apply(table)
    assert matrix.columns == ("who", "a", "b", "excerpt_ids")
    assert matrix.rows == (("P1", 1, 1, ["x", "y", "v"]), ("P2", 1, 0, ["z"]))
