"""`mitigraph load`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mitigraph.cli.check_command import transcripts_option
from mitigraph.cli.options import Options
from mitigraph.cli.output import print_findings, print_lines, progress, tally

if TYPE_CHECKING:
    from mitigraph.loaders.load import LoadReport


@click.command("load")
@transcripts_option
@click.option("--drop-text", is_flag=True, help="Remove the interviews' exact words from the graph.")
@click.option("--full", is_flag=True, help="Compare every coding with the graph, also the unchanged ones.")
@click.option("--quiet", "-q", is_flag=True, help="Show warnings and what was written, not each file.")
@click.pass_obj
def command(options: Options, transcripts: Path | None, drop_text: bool, full: bool, quiet: bool) -> None:
    """Bring the graph in line with the study, and say what became of every file.

    A study with errors is not loaded. Loading again writes nothing that is there already; a load that was
    cut off is finished by the next one. Without --transcripts the graph holds paraphrases, and keeps exact
    words that are already in it.
    """
    from mitigraph.loaders.load import Request, checked_study, demand_sound, load_study  # noqa: PLC0415

    request = Request(options.study, transcripts, drop_text=drop_text, full=full)
    study = checked_study(options.study, transcripts)
    print_findings(study.findings)
    demand_sound(study)
    with options.open("write") as session, progress("loading", len(study.codings) + 1) as step:
        report = load_study(session, study, request, step)
        words = session.read("MATCH (x:Excerpt) RETURN count(x.text) AS n").rows[0][0]
    if not quiet:
        _files(report)
    _written(report)
    if words:
        click.echo(f"{words:,} excerpts have their exact words in the graph; --drop-text removes them")
    else:
        click.echo(
            "paraphrases only; give --transcripts DIR to verify the anchors and attach the exact words"
        )


def _files(report: LoadReport) -> None:
    from mitigraph.loaders.report import source_lines, study_lines  # noqa: PLC0415

    print_lines(study_lines(report.study))
    for _, source in sorted(report.study.sources.items()):
        print_lines(source_lines(source))


def _written(report: LoadReport) -> None:
    applied = report.applied
    if not applied.anything:
        if applied.derived_anew:
            click.echo("links: all derived anew, and none differs")
        click.echo(f"nothing to do: the graph says what the study says ({tally(report.findings)})")
        return
    for what, counts in (
        ("nodes", applied.nodes),
        ("relationships", applied.relationships),
        ("derived links", applied.links),
    ):
        words = ", ".join(f"{counts[action]:,} {action}" for action in ("created", "changed", "removed"))
        click.echo(f"{what}: {words}")
    click.echo(f"loaded {report.study.settings.id} ({tally(report.findings)})")
