"""Reader of text and markdown conversions of a Delve export.

A block is a paragraph; the code labels below it, up to the next words, are its codes, and attach to all
of it (`Extent.BLOCK`). A paragraph without speaker label may go on with the one before (a page break
split it) or have lost its label. It is taken to go on where it begins in lower case or the one before
does not end a sentence, and is then joined to it by one blank; else it is a turn of its own, by an
unknown speaker. Either way the guess is noted.

Lines of one paragraph are joined by one blank and lose the white space at their ends (a browser's and
markdown's line breaks alike); nothing else in the words is touched.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mitigraph.loaders.readers.delve_lines import Kind, Line, judge
from mitigraph.loaders.readers.naming import name_parts
from mitigraph.loaders.readers.tally import Tally
from mitigraph.loaders.readers.text_file import lines_of
from mitigraph.loaders.readers.turns import Piece, anchor_in, assemble
from mitigraph.loaders.records import Application, Block, Context, Export, Extent, Place, Taken

FORMAT = "delve-text"
_TAKEN = {
    Kind.BLANK: Taken.FURNITURE,
    Kind.FURNITURE: Taken.FURNITURE,
    Kind.TITLE: Taken.TITLE,
    Kind.SPEAKER: Taken.SPEAKER,
    Kind.CODE: Taken.CODE,
    Kind.SPEECH: Taken.SPEECH,
}
_SENTENCE_END = re.compile(r"[.?!…][\"'”\u2019)\]]*\s*$")


@dataclass
class _Paragraph:
    """A block in the making."""

    speaker: str
    place: Place
    text: str
    open: bool = True  # whether the next line still belongs to it
    codes: list[Line] = field(default_factory=list)


def read_delve_text(data: bytes, file: str, context: Context) -> Export:
    """Read the bytes of a text conversion named ``file``, with the codebook's codes where known.

    Raises:
        UnreadableFile: the bytes are no UTF-8 text.
    """
    raw = lines_of(data, file)
    tally = Tally("line")
    judged = list(_judged(raw, context.codes))
    paragraphs = _paragraphs(judged, file, tally)
    transcript, blocks = assemble([Piece(part.speaker, part.text, part.place) for part in paragraphs])
    title = next((line.text for line in judged if line.kind is Kind.TITLE), "")
    return Export(
        file,
        FORMAT,
        hashlib.sha256(data).hexdigest(),
        title,
        *name_parts(title, file),
        transcript,
        blocks,
        tuple(_applications(paragraphs, blocks, file)),
        tally.account(len(raw)),
    )


def _judged(raw: Sequence[str], codes: frozenset[str]) -> Iterator[Line]:
    after_speech, before_all = False, True
    for number, text in enumerate(raw, start=1):
        line = judge(text, number, codes, after_speech, before_all)
        if line.kind is Kind.SPEAKER:
            after_speech = False
        elif line.kind is Kind.SPEECH:
            after_speech = True
        before_all = before_all and line.kind in {Kind.BLANK, Kind.FURNITURE}
        yield line


def _paragraphs(lines: Iterable[Line], file: str, tally: Tally) -> list[_Paragraph]:
    build = _Build(file, tally)
    for line in lines:
        build.add(line)
    build.drop_speaker()
    return build.done


class _Build:
    """The paragraphs so far, and the speaker label that waits for words."""

    def __init__(self, file: str, tally: Tally) -> None:
        self.file = file
        self.tally = tally
        self.done: list[_Paragraph] = []
        self.waiting: Line | None = None

    def add(self, line: Line) -> None:
        """Put one line where it belongs."""
        place = Place(self.file, line=line.number)
        if line.guess:
            self.tally.guess(place, line.guess, line.text)
        if line.kind is Kind.SPEAKER:
            self.drop_speaker()
            self.waiting = line
            return  # counted when it speaks or is dropped
        self.tally.take(_TAKEN[line.kind])
        if line.kind is Kind.SPEECH:
            self._say(line, place)
        elif self.done:
            self.done[-1].open = False
            if line.kind is Kind.CODE:
                self.done[-1].codes.append(line)

    def drop_speaker(self) -> None:
        """Leave over a speaker label that no words followed."""
        if self.waiting:
            place = Place(self.file, line=self.waiting.number)
            self.tally.leave(place, "a speaker label without any words", self.waiting.text)
        self.waiting = None

    def _say(self, line: Line, place: Place) -> None:
        if self.waiting:
            self.tally.take(Taken.SPEAKER)
            self.done.append(_Paragraph(self.waiting.text, place, line.text))
            self.waiting = None
        elif self.done and self.done[-1].open:
            self.done[-1].text += f" {line.text}"
        elif self.done and _goes_on(self.done[-1], line):
            self.tally.guess(
                place, "no speaker label, goes on in mid-sentence: taken for the same block", line.text
            )
            self.done[-1].text += f" {line.text}"
            self.done[-1].open = True
        else:
            self.tally.guess(place, "no speaker label: taken for a turn of an unknown speaker", line.text)
            self.done.append(_Paragraph("", place, line.text))


def _goes_on(before: _Paragraph, line: Line) -> bool:
    # Labels close a block, so what follows them is another one; so does a table (its cells end nowhere).
    closed = before.codes or "\t" in before.text
    return not closed and (line.text[:1].islower() or not _SENTENCE_END.search(before.text))


def _applications(parts: Sequence[_Paragraph], blocks: Sequence[Block], file: str) -> Iterator[Application]:
    for part, block in zip(parts, blocks, strict=True):
        if part.codes:
            codes = tuple(line.text for line in part.codes)
            place = Place(file, line=part.codes[0].number)
            yield Application(block.number, anchor_in(block, 0, len(block.text)), codes, Extent.BLOCK, place)
