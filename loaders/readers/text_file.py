"""From a text file's bytes to its lines, or to an error that says what is wrong with them."""

from __future__ import annotations

import codecs
import re

from mitigraph.errors import UnreadableFile

_LINE_END = re.compile(r"\r\n|\r|\n")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_AS_UTF8 = "save it as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"


def lines_of(data: bytes, file: str) -> list[str]:
    """The lines of a UTF-8 text file, without line ends (LF, CRLF or CR) and byte order mark.

    A line end at the very end begins no further line, so ``len`` is what editors count.

    Raises:
        UnreadableFile: the bytes are no UTF-8 text; the message names the first bad byte's position.
    """
    if data.startswith(_WIDE):
        raise UnreadableFile(
            f"{file}: the text is UTF-16, not UTF-8", "save it as UTF-8: iconv -f UTF-16 -t UTF-8 OLD > NEW"
        )
    if b"\x00" in data:
        position = data.index(b"\x00")
        raise UnreadableFile(
            f"{file}: not a text file (a zero byte at byte {position})", "give a text or PDF export"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # 'utf-8-sig' counts from behind the mark.
        position = error.start + (len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0)
        message = (
            f"{file}: not UTF-8 at byte {position} (0x{data[position]:02x}), line {_line(data, position)}"
        )
        raise UnreadableFile(message, _AS_UTF8) from None
    lines = _LINE_END.split(text)
    return lines[:-1] if lines[-1] == "" else lines


def _line(data: bytes, position: int) -> int:
    return len(_LINE_END.findall(data[:position].decode("latin-1"))) + 1
