"""From the pieces of speech that a file holds to turns and the blocks in them.

A turn is the longest run of consecutive pieces with the same written speaker label. A piece without
any label is a turn of its own, by an unknown speaker: joining it to a neighbour would be a guess.
The pieces of one turn are joined by one line feed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from mitigraph.loaders.readers.speakers import role_of
from mitigraph.loaders.records import Anchor, Block, Place, Transcript, Turn

JOINER = "\n"


@dataclass(frozen=True)
class Piece:
    """A stretch of one speaker's speech as the file has it; ``speaker`` is '' where it names none."""

    speaker: str
    text: str
    place: Place


def assemble(pieces: Sequence[Piece]) -> tuple[Transcript, tuple[Block, ...]]:
    """The transcript that the pieces make, and one block per piece, in the same order."""
    turns: list[Turn] = []
    blocks: list[Block] = []
    for run in _runs(pieces):
        number, start = len(turns) + 1, 0
        speaker, role = run[0].speaker, role_of(run[0].speaker)
        for piece in run:
            blocks.append(Block(len(blocks) + 1, number, start, speaker, role, piece.text, piece.place))
            start += len(piece.text) + len(JOINER)
        turns.append(Turn(number, speaker, role, JOINER.join(piece.text for piece in run)))
    return Transcript(tuple(turns)), tuple(blocks)


def anchor_in(block: Block, start: int, end: int) -> Anchor:
    """The anchor of the characters ``start`` to ``end`` (exclusive) of a block's text."""
    return Anchor(block.turn, block.start + start, block.turn, block.start + end)


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    # An unlabelled piece gets a key of its own (its index), so that it never joins a neighbour.
    keyed = groupby(enumerate(pieces), key=lambda item: item[1].speaker or item[0])
    return [[piece for _, piece in run] for _, run in keyed]
