"""Write transcripts/examples/ from the one invented interview in example_interview.py.

Run from the checkout with the development environment: ``python -m tests.loaders.make_examples [FOLDER]``.
The PDF is printed by Chromium from HTML with the structure and style of Delve's print page; without
Chromium only the text files are written.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import TypedDict

from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import sync_playwright

from tests.loaders.example_interview import BLOCKS, TITLE, WHO, Said

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "transcripts" / "examples"
CLOSING = "Created with the Delve Qualitative Analysis Tool (https://delvetool.com)"
CLOSING_LINKED = "Created with the Delve Qualitative Analysis Tool (<https://delvetool.com>)"
# What makes today's Chromium write a Div for each div, as the browsers of the first exports did.
OLD_TAGS = "group"
NEW_TAGS = ""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

_MARGIN_LINE = (
    '<div style="font: 8px sans-serif; width: 100%; padding: 0 24px; display: flex; '
    'justify-content: space-between"><span>{}</span><span>{}</span></div>'
)


class Shown(TypedDict):
    """A block as the print page shows it."""

    speaker: str
    pieces: list[tuple[str, bool]]
    codes: list[str]


def main(folder: Path) -> None:
    """Write every example into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (folder / name).write_text(text, encoding="utf-8")
    if browser := next(filter(None, map(shutil.which, BROWSERS)), None):
        print_pdf(browser, print_page(BLOCKS, OLD_TAGS), folder / "Interview-90-Kim.pdf")
        print_pdf(browser, print_page(BLOCKS, NEW_TAGS), HERE / "Interview-90-Kim-new-browser.pdf")


def texts() -> dict[str, str]:
    """The text formats, by file name."""
    return {
        "interview-90.txt": raw(),
        "Interview-90-Kim.plain.txt": plain(),
        "Interview-90-Kim.headings.md": headings(),
        "Interview-90-Kim.mixed.md": mixed(),
        "Interview-90-Kim.bold.md": bold(),
    }


def raw() -> str:
    """A raw transcript: a line per stretch of speech, its speaker before it."""
    return "\n\n".join(f"{WHO[said.who]}: {said.text}" for said in BLOCKS if said.text) + "\n"


def plain() -> str:
    """A text conversion with the speaker on a line of its own, without codes."""
    parts = [f"{WHO[said.who]}\n\n{said.text}" for said in BLOCKS if said.text]
    return _text(["", TITLE, *parts, CLOSING_LINKED])


def headings() -> str:
    """A markdown conversion with speakers as headings of meaningless levels, and label lines."""
    levels = cycle(("##", "#", "####", "##"))
    parts = [_labelled(f"{next(levels)} {WHO[said.who]}", said) for said in BLOCKS if said.text]
    return _text([f"# {TITLE}", *parts, CLOSING])


def mixed() -> str:
    """A markdown conversion that changes its mind about speakers, and hides one without words."""
    forms, parts, before = cycle(("### {}", "**{}**", "**{}**", "#### **{}**")), [], ""
    for said in BLOCKS:
        if not said.text:  # the conversion ran this speaker into the next one
            before = f"**{WHO[said.who]}**"
            continue
        label = f"{before}**{WHO[said.who]}**" if before else next(forms).format(WHO[said.who])
        parts.append(_labelled(label, said))
        before = ""
    return _text(["", f"## {TITLE}", *parts, "---", CLOSING_LINKED])


def bold() -> str:
    """A markdown conversion with speakers in bold, without codes; a page break split one paragraph."""
    parts = []
    for said in BLOCKS:
        middle = said.text.find(" so that anybody")
        text = f"{said.text[:middle]}\n\n{said.text[middle + 1 :]}" if middle > 0 else said.text
        parts += [f"**{WHO[said.who]}**\n\n{text}"] if text else []
    return _text(["", f"## {TITLE}", *parts, "---", CLOSING_LINKED])


def _labelled(label: str, said: Said) -> str:
    return "\n\n".join([label, said.text, *sorted(said.codes)])


def _text(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"


def print_page(blocks: tuple[Said, ...], tags: str) -> str:
    """The HTML of Delve's print page for the blocks; ``tags`` decides what their elements are tagged as."""
    pages = Environment(loader=FileSystemLoader(HERE), autoescape=True)
    template = pages.get_template("delve_print.html.jinja")
    return template.render(title=TITLE, role=tags, blocks=[_shown(said) for said in blocks])


def _shown(said: Said) -> Shown:
    start, end = said.marked or (0, len(said.text) if said.codes else 0)
    cuts = ((said.text[:start], False), (said.text[start:end], True), (said.text[end:], False))
    pieces = [
        (piece, coded) for text, coded in cuts for piece in ([text] if coded else _sentences(text)) if piece
    ]
    return Shown(speaker=WHO[said.who], pieces=pieces, codes=sorted(said.codes))


def _sentences(text: str) -> Iterator[str]:
    # Delve's page wraps each sentence in an element of its own, with the blank before it.
    yield from re.split(r"(?<=[.?])(?= )", text)


def print_pdf(browser: str, html: str, target: Path) -> None:
    """Print a page as Delve's users do: the browser's header and footer, tagged."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        source = Path(folder) / "print.html"
        source.write_text(html, encoding="utf-8")
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page()
        page.goto(source.as_uri())
        page.pdf(
            path=target,
            width="8.5in",
            height="8.25in",  # so that page breaks split a block, strand a speaker and part labels from words
            tagged=True,
            display_header_footer=True,
            header_template=_MARGIN_LINE.format("1/15/25, 9:00 AM", f"2025-01-15-{TITLE}"),
            footer_template=_MARGIN_LINE.format(
                "https://app.delvetool.com/transcripts/1/print",
                '<span class="pageNumber"></span>/<span class="totalPages"></span>',
            ),
            margin={"top": "54px", "bottom": "54px", "left": "20px", "right": "20px"},
        )
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES)
