"""`mitigraph check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mitigraph.cli.options import Options
from mitigraph.cli.output import print_findings, tally
from mitigraph.errors import CheckFailed
from mitigraph.loaders.wording import plural

if TYPE_CHECKING:
    from mitigraph.loaders.study import Study

transcripts_option = click.option(
    "--transcripts",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="MITIGRAPH_TRANSCRIPTS",
    help="Folder of the interviews' files: verify every anchor against their words.",
)


@click.command("check")
@transcripts_option
@click.option(
    "--graph",
    is_flag=True,
    help="Check the database too: run the pack integrity, and recompute every link from its evidence.",
)
@click.option("--quiet", "-q", is_flag=True, help="Show errors and warnings only.")
@click.pass_obj
def command(options: Options, transcripts: Path | None, graph: bool, quiet: bool) -> None:
    """List everything that is wrong or doubtful in the study: file, line, what to do.

    Ends with exit code 4 if there is an error.
    """
    from mitigraph.loaders.findings import Severity  # noqa: PLC0415
    from mitigraph.loaders.load import checked_study  # noqa: PLC0415

    study = checked_study(options.study, transcripts)
    print_findings(study.findings, info=not quiet)
    if transcripts is not None:
        click.echo(_verified(study))
    click.echo(f"{study.settings.id}: {tally(study.findings)}")
    faults = _graph_faults(options) if graph else 0
    if study.findings.of(Severity.ERROR):
        raise CheckFailed(
            f"{options.study}: the study has errors", "mend them; 'mitigraph load' refuses it until then"
        )
    if faults:
        raise CheckFailed(
            f"the graph has {plural(faults, 'fault')}",
            "run 'mitigraph load', with --full if that mends nothing, then check again",
        )


def _verified(study: Study) -> str:
    """How much was held against the words: with a wrong folder nothing is, and that is no success."""
    from mitigraph.loaders.checks.anchors import anchored  # noqa: PLC0415

    at_hand = study.transcripts.keys()
    anchors = sum(interview in at_hand for interview, *_ in anchored(study))
    interviews = f"{len(at_hand)} of {plural(len(study.interview), 'interview')}"
    return f"held {plural(anchors, 'anchor')} against the words of {interviews}"


def _graph_faults(options: Options) -> int:
    from mitigraph.queries.integrity import faults  # noqa: PLC0415

    with options.open("read") as session:
        found = faults(session.read)
    for fault in found:
        click.echo(f"graph: {fault.what}: {fault.where}", err=True)
    if not found:
        click.echo("graph: every link is what its evidence says, and nothing is loose")
    return len(found)
