"""Reader of Delve's PDF export: a browser's tagged print of a coded interview.

The structure tree gives exact blocks, whatever the page breaks did: an ``H3`` with the title, then one
``Div`` per block with an optional ``Div`` (speaker), a ``P`` (text) and an optional ``Div`` of labels.
What the labels were applied to is underlined in blue, exact to the character; each underlined stretch
of a block is one application of all its labels. A label on a block without any underline is the tail
of a selection that ended at the block's first character: its anchor is empty and stands there, its
extent is `Extent.LABEL_ONLY`.

The account's unit is the item: the title, each speaker label, block text and code label, each header
and footer line of a page, the tool's closing words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mitigraph.errors import InputError
from mitigraph.loaders.readers.delve_items import Item, Kind, is_delve, items_of
from mitigraph.loaders.readers.flow import Flow
from mitigraph.loaders.readers.naming import name_parts
from mitigraph.loaders.readers.speakers import is_speaker
from mitigraph.loaders.readers.tagged_pdf import read_tagged
from mitigraph.loaders.readers.tally import Tally
from mitigraph.loaders.readers.turns import Piece, anchor_in, assemble
from mitigraph.loaders.records import Application, Block, Export, Extent, Place, Taken

FORMAT = "delve-pdf"
_TAKEN = {
    Kind.TITLE: Taken.TITLE,
    Kind.SPEAKER: Taken.SPEAKER,
    Kind.TEXT: Taken.SPEECH,
    Kind.LABEL: Taken.CODE,
    Kind.CLOSING: Taken.FURNITURE,
    Kind.MARGIN: Taken.FURNITURE,
}


@dataclass(frozen=True)
class _Part:
    """A block as Delve has it: one speaker's words, what is underlined in them, and their labels."""

    number: int  # among the file's Divs, empty ones counted
    piece: Piece
    flow: Flow
    codes: tuple[str, ...]

    @property
    def tail(self) -> bool:
        """Whether an underline reaches the end of the words."""
        return bool(self.flow.marks) and self.flow.marks[-1]


def read_pdf(data: bytes, file: str) -> Export:
    """Read the bytes of a Delve PDF export named ``file``.

    Raises:
        UnreadableFile: the PDF is encrypted or broken.
        InputError: the PDF is sound but no Delve export.
    """
    pdf = read_tagged(data, file)
    items = items_of(pdf) if pdf else []
    if pdf is None or not is_delve(pdf, items):
        raise InputError(
            f"{file}: this PDF is no Delve export", "export the transcript in Delve and print it to PDF"
        )
    tally = Tally("item")
    parts = list(_parts(items, file))
    _account(items, parts, file, tally)
    transcript, blocks = assemble([part.piece for part in parts])
    applications = tuple(_applications(parts, blocks, tally))
    title = next(item.flow.text.strip() for item in items if item.kind is Kind.TITLE)
    return Export(
        file,
        FORMAT,
        hashlib.sha256(data).hexdigest(),
        title,
        *name_parts(title, file),
        transcript,
        blocks,
        applications,
        tally.account(len(items)),
    )


def _parts(items: Sequence[Item], file: str) -> Iterator[_Part]:
    held: dict[int, dict[Kind, list[Item]]] = {}
    for item in items:
        if item.block is not None:
            held.setdefault(item.block, {}).setdefault(item.kind, []).append(item)
    for number, kinds in held.items():
        for text in kinds.get(Kind.TEXT, []):
            speaker = " ".join(item.flow.text.strip() for item in kinds.get(Kind.SPEAKER, []))
            codes = tuple(item.flow.text.strip() for item in kinds.get(Kind.LABEL, []))
            place = Place(file, page=text.page, block=number)
            yield _Part(number, Piece(speaker, text.flow.text, place), text.flow, codes)


def _account(items: Sequence[Item], parts: Sequence[_Part], file: str, tally: Tally) -> None:
    spoken = {part.number for part in parts}
    for item in items:
        place = Place(file, page=item.page or None, block=item.block)
        if item.kind is Kind.STRAY:
            tally.leave(place, item.reason, item.flow.text)
        elif item.block is not None and item.block not in spoken:
            tally.leave(place, f"a {item.kind.name.lower()} without any words", item.flow.text)
        else:
            tally.take(_TAKEN[item.kind])


def _applications(parts: Sequence[_Part], blocks: Sequence[Block], tally: Tally) -> Iterator[Application]:
    before: _Part | None = None
    for part, block in zip(parts, blocks, strict=True):
        runs = list(part.flow.runs())
        _doubts(part, before, runs, tally)
        if part.codes:
            for start, end in runs:
                anchor = anchor_in(block, start, end)
                yield Application(block.number, anchor, part.codes, Extent.SPAN, block.place)
            if not runs:
                yield Application(
                    block.number, anchor_in(block, 0, 0), part.codes, Extent.LABEL_ONLY, block.place
                )
        before = part


def _doubts(part: _Part, before: _Part | None, runs: Sequence[tuple[int, int]], tally: Tally) -> None:
    place = part.piece.place
    if not part.piece.speaker and is_speaker(part.piece.text):
        reason = (
            "its words are a speaker label, perhaps of the next block: left as words of an unknown speaker"
        )
        tally.guess(place, reason, part.piece.text)
    if runs and not part.codes:
        tally.guess(place, "underlined words without any label: taken for speech that is not coded")
    if len(runs) > 1 and len(part.codes) > 1:
        reason = f"{len(runs)} underlined stretches share {len(part.codes)} labels: each gets them all"
        tally.guess(place, reason)
    if part.codes and not runs and not _continues(part, before):
        tally.guess(place, "labels without underline that continue no selection of the block before")


def _continues(part: _Part, before: _Part | None) -> bool:
    # The block before may itself hold nothing but the middle of a selection.
    return before is not None and set(part.codes) <= set(before.codes) and before.tail
