"""Reader of raw transcripts: ``Interviewer 1: what was said``, a line per stretch of speech.

A line that begins with a speaker label begins a block. A line without one goes on with the block before
if it follows directly, and is a turn of an unknown speaker behind a blank line (a guess, and noted).
The words are taken exactly as they stand behind the label, its colon and one blank.
"""

from __future__ import annotations

import hashlib
import re

from mitigraph.loaders.readers.delve_lines import is_furniture
from mitigraph.loaders.readers.naming import name_parts
from mitigraph.loaders.readers.speakers import LABEL
from mitigraph.loaders.readers.tally import Tally
from mitigraph.loaders.readers.text_file import lines_of
from mitigraph.loaders.readers.turns import JOINER, Piece, assemble
from mitigraph.loaders.records import Export, Place, Taken

FORMAT = "raw-transcript"
_SPOKEN = re.compile(
    rf"\s*(?:\*\*)?(?P<speaker>{LABEL})(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]?(?P<text>.*)", re.IGNORECASE
)


def is_spoken(line: str) -> bool:
    """Whether the line begins with a speaker label and a colon."""
    return bool(_SPOKEN.fullmatch(line))


def read_raw(data: bytes, file: str) -> Export:
    """Read the bytes of a raw transcript named ``file``.

    Raises:
        UnreadableFile: the bytes are no UTF-8 text.
    """
    lines = lines_of(data, file)
    tally = Tally("line")
    title, pieces = _pieces(lines, file, tally)
    transcript, blocks = assemble(pieces)
    interview, _ = name_parts(title, file)
    digest = hashlib.sha256(data).hexdigest()
    account = tally.account(len(lines))
    # Nobody coded in a raw transcript, whoever its name may name.
    return Export(file, FORMAT, digest, title, interview, None, transcript, blocks, (), account)


def _pieces(lines: list[str], file: str, tally: Tally) -> tuple[str, list[Piece]]:
    title, pieces, joins = "", [], False
    for number, line in enumerate(lines, start=1):
        place = Place(file, line=number)
        spoken = _SPOKEN.fullmatch(line)
        if is_furniture(line):
            tally.take(Taken.FURNITURE)
            joins = False
        elif spoken and not spoken["text"].strip():
            tally.leave(place, "a speaker label without any words", line)
        elif spoken:
            tally.take(Taken.SPEECH)
            pieces.append(Piece(spoken["speaker"].strip(), spoken["text"], place))
            joins = True
        elif not pieces and not title and name_parts(line, "")[0]:
            tally.take(Taken.TITLE)
            title = line.strip()
        else:
            tally.take(Taken.SPEECH)
            tally.guess(place, _without_label(joins), line)
            pieces.append(_continued(pieces.pop(), line) if joins else Piece("", line, place))
            joins = True
    return title, pieces


def _continued(piece: Piece, line: str) -> Piece:
    return Piece(piece.speaker, piece.text + JOINER + line, piece.place)


def _without_label(joins: bool) -> str:
    if joins:
        return "no speaker label on a line of its own: taken to go on with the line before"
    return "no speaker label: taken for a turn of an unknown speaker"
