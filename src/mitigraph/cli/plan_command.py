"""`mitigraph plan`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mitigraph.cli.check_command import transcripts_option
from mitigraph.cli.options import Options
from mitigraph.cli.output import print_findings

if TYPE_CHECKING:
    from mitigraph.graph.plan import Changes, E, PartPlan, Plan
    from mitigraph.loaders.load import Request
    from mitigraph.loaders.study import Study


@click.command("plan")
@transcripts_option
@click.option("--drop-text", is_flag=True, help="As if loading with --drop-text.")
@click.option("--full", is_flag=True, help="Compare every coding with the graph, also the unchanged ones.")
@click.option("--each", is_flag=True, help="List every node and relationship, not only how many.")
@click.pass_obj
def command(options: Options, transcripts: Path | None, drop_text: bool, full: bool, each: bool) -> None:
    """Show what a load would create, change and remove, without writing anything.

    Derived links are not listed: they follow from the evidence when it is loaded.
    """
    from mitigraph.loaders.load import Request, checked_study, demand_sound  # noqa: PLC0415

    request = Request(options.study, transcripts, drop_text=drop_text, full=full)
    study = checked_study(options.study, transcripts)
    print_findings(study.findings)
    demand_sound(study)
    plan, derives = _plan(options, study, request)
    if each:
        for part in plan.parts:
            _each(part)
    _totals(plan, derives=derives)


def _plan(options: Options, study: Study, request: Request) -> tuple[Plan, bool]:
    """The plan, and whether the links would be derived anew even if it is empty."""
    from mitigraph.graph.derive import is_pending  # noqa: PLC0415
    from mitigraph.graph.plan import against_nothing  # noqa: PLC0415
    from mitigraph.loaders.load import make_study_plan  # noqa: PLC0415
    from mitigraph.loaders.rows import desired_graph  # noqa: PLC0415

    if not options.has_database():
        return against_nothing(desired_graph(study)), False
    with options.open("read") as session:
        return make_study_plan(session, study, request)[1], is_pending(session.read)


def _totals(plan: Plan, *, derives: bool) -> None:
    if derives:
        click.echo("links: all to be derived anew")
    if not plan.size:
        if not derives:
            click.echo("nothing to do: the graph says what the study says")
        return
    click.echo(f"{'':24}{'create':>8}{'change':>8}{'remove':>8}")
    for name, counts in plan.totals().items():
        click.echo(f"{name:24}{counts['create']:>8,}{counts['change']:>8,}{counts['remove']:>8,}")
    differ = len([part for part in plan.codings if part.size])
    click.echo(f"codings that differ: {differ}, that do not: {plan.unchanged}")


def _each(part: PartPlan) -> None:
    _list(part.nodes, lambda node: f"{node.label} {node.id}")
    _list(part.relationships, lambda rel: f"{rel.start[1]} {rel.type} {rel.end[1]}")


def _list(changes: Changes[E], name: Callable[[E], str]) -> None:
    for element in changes.create:
        click.echo(f"+ {name(element)}")
    for change in changes.change:
        click.echo(f"~ {name(change.element)}: {', '.join(sorted(change.properties))}")
    for element in changes.remove:
        click.echo(f"- {name(element)}")
