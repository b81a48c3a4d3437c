"""`mitigraph evidence`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mitigraph.cli.asking import warn_of_pending
from mitigraph.cli.options import Options
from mitigraph.cli.output import print_lines
from mitigraph.cli.tables import TEXT, output_options, write_table
from mitigraph.errors import UsageError
from mitigraph.loaders.wording import plural

if TYPE_CHECKING:
    from mitigraph.graph.session import GraphSession
    from mitigraph.viz.dossier import Asked, Dossier
    from mitigraph.viz.evidence import Evidence

NO_WORDS = (
    "the graph holds no exact words of it; run 'mitigraph load --transcripts DIR', or give --transcripts here"
)
CONFIDENTIAL = "warning: this holds the exact words of interviews: treat it as confidential"


@click.command("evidence")
@click.argument("what", nargs=-1, required=True, metavar="ID | FROM TYPE TO")
@click.option(
    "--transcripts",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the interviews' files: show the exact words too, each verified.",
)
@click.option("--verbatim", is_flag=True, help="Show the exact words that the graph holds.")
@click.option("--narrower", is_flag=True, help="With the evidence on everything that is a kind of it.")
@click.option("--code", is_flag=True, help="ID is a code's, also where an entity is called like it.")
@click.option("--all-codings", "every", is_flag=True, help="Also from codings that do not count.")
@output_options
@click.pass_obj
def command(
    options: Options, /, what: tuple[str, ...], format_: str, output: Path | None, **how: Any
) -> None:
    """Show the excerpts behind an entity, participant, code or statement (ID), or a link (FROM TYPE TO).

    Ids, names, aliases and parts of them will do, if they mean one thing. A link's type is CAUSES, LEADS_TO,
    MITIGATES, OCCURS_IN or REPORTS, or one that the registry declares (KIND_OF, DEGRADES). Excerpts that deny
    it are shown too, and say so. With --transcripts the exact words are shown; without, paraphrases.
    """
    transcripts: Path | None = how.pop("transcripts")
    if len(what) not in (1, 3):
        raise UsageError(
            f"evidence takes an id, or the start, type and end of a link; here are {len(what)} words",
            "put a name that has blanks in quotation marks",
        )
    if len(what) == 3 and (how["narrower"] or how["code"]):
        raise UsageError("--narrower and --code are for an ID, not for a link", "leave them out")
    from mitigraph.viz.dossier import COLUMNS, Asked  # noqa: PLC0415 - networkx is slow to import

    with options.open("read") as graph:
        warn_of_pending(graph)
        dossier = _dossier(graph, what, Asked(**how))
    if transcripts is not None:
        dossier = _with_transcripts(dossier, options.study, transcripts)
    if any(each.text for each in dossier.evidence):
        click.echo(CONFIDENTIAL, err=True)
    elif how["verbatim"]:
        click.echo(NO_WORDS, err=True)
    if format_ == TEXT and output is None:
        print_lines(_lines(dossier))
    else:
        write_table(dossier.rows(), format_, output, COLUMNS)


def _dossier(graph: GraphSession, what: tuple[str, ...], asked: Asked) -> Dossier:
    from mitigraph.viz.dossier import of_link, of_node  # noqa: PLC0415

    if len(what) == 1:
        return of_node(graph, what[0], asked)
    start, type_, end = what
    return of_link(graph, start, type_, end, asked)


def _with_transcripts(dossier: Dossier, folder: Path, transcripts: Path) -> Dossier:
    """The exact words from the transcripts at hand, once every anchor has been held against them.

    Raises:
        FindingsError: an anchor does not match, or the study has another error.
    """
    from mitigraph.loaders.excerpts import merge_excerpts  # noqa: PLC0415
    from mitigraph.loaders.load import checked_study, demand_sound  # noqa: PLC0415
    from mitigraph.viz.dossier import with_words  # noqa: PLC0415

    study = checked_study(folder, transcripts)
    demand_sound(study)
    marked = merge_excerpts(study).values()
    words = {excerpt.id: excerpt.text for excerpts in marked for excerpt in excerpts}
    told = with_words(dossier, lambda evidence: words.get(evidence.excerpt))
    _say_what_is_missing(told)
    return told


def _say_what_is_missing(dossier: Dossier) -> None:
    """Which excerpts have no words: their interview is not at hand, or the graph is older than the files."""
    without = {(each.interview, each.excerpt) for each in dossier.evidence if not each.text}
    for interview in sorted({interview for interview, _ in without}):
        excerpts = sum(1 for other, _ in without if other == interview)
        shown = f"{excerpts} excerpt{'s' if excerpts > 1 else ''} of interview {interview}"
        click.echo(f"no exact words are at hand for {shown}", err=True)


def _lines(dossier: Dossier) -> Iterator[str]:
    """The evidence as blocks of lines: one per excerpt, with every reading of it."""
    from mitigraph.viz.wording import turns  # noqa: PLC0415

    yield dossier.title
    if dossier.summary:
        yield dossier.summary
    for _, same in groupby(dossier.evidence, key=lambda each: each.excerpt):
        readings = list(same)
        first = readings[0]
        coder = first.coder if first.counts else f"{first.coder}, does not count"
        yield ""
        yield f"interview {first.interview}, {turns(first)}, {first.participant} ({coder})"
        yield f"  {first.paraphrase or 'no paraphrase'}"
        if first.text:
            yield f'  "{" ".join(first.text.split())}"'
        for reading in readings:
            yield f"  - {_reading(reading, dossier)}"
    if dossier.narrower:
        kinds = "; ".join(f"{key} ({plural(n, 'excerpt')})" for key, n in sorted(dossier.narrower.items()))
        yield ""
        yield f"kinds of it with evidence of their own, shown by --narrower: {kinds}"


def _reading(evidence: Evidence, dossier: Dossier) -> str:
    from mitigraph.viz.wording import reading_sentence, tags  # noqa: PLC0415

    note = f" Note: {evidence.note}" if evidence.note else ""
    statement = evidence.reading.rsplit("/", 1)[-1] if evidence.basis in ("stated", "inferred") else ""
    marks = ", ".join([*tags(evidence), *([statement] if statement else [])])
    return f"{reading_sentence(evidence, dossier.names)} [{marks}]{note}"
