"""``dealflow why``: why that last day, or why an action cannot be taken."""

from __future__ import annotations

from datetime import date

import click
from click.shell_completion import CompletionItem

from dealflow.cli.group import Verb
from dealflow.cli.loading import Loaded, load
from dealflow.cli.options import DAY, deal, output_options
from dealflow.cli.output import Form, show

__all__ = ["verb"]

EXAMPLE = """\
dealflow why tiktok-2020 cn.tech_export/letter_of_intent --as-of 2020-09-24
dealflow why tiktok-2020 close --on 2020-11-12"""


def _targets(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The clocks and actions of the deal named before."""
    from dealflow import scenario
    from dealflow.errors import DealflowError

    try:
        found = scenario.load(ctx.params.get("name", "")).deal
    except (DealflowError, OSError, ValueError):
        return []
    return [CompletionItem(id) for id in (*found.clock_ids, *found.actions) if incomplete in id]


@click.command("why", cls=Verb, example=EXAMPLE)
@deal
@click.argument("target", metavar="CLOCK|ACTION|STEP", shell_complete=_targets)
@click.option(
    "--on", type=DAY, metavar="DATE", help="The day of the action; lapses fall as if nobody acted until then."
)
@click.option("--by", default="", metavar="WHO", help="Who would take the action.")
@click.option("--days", "each_day", is_flag=True, help="Print each day of a clock's count.")
@output_options
@click.pass_context
def verb(
    ctx: click.Context,
    name: str,
    target: str,
    *,
    as_of: date | None,
    on: date | None,
    by: str,
    each_day: bool,
    form: Form,
) -> None:
    """The count of a clock's last day, or all reasons why an action is blocked (exit status 1 if it is)."""
    from dealflow.analysis.names import target_called

    if on is not None and as_of is not None and on < as_of:
        raise click.UsageError(f"--on {on} lies before --as-of {as_of}; ask as of {on}")
    loaded = load(name, as_of or None)
    if on is not None and on < loaded.scenario.as_of:
        loaded = Loaded(loaded.scenario.at(on), loaded.made_by)
    kind, id = target_called(loaded.scenario.deal, target)
    if kind == "clock":
        _clock(loaded, id, each_day=each_day, form=form)
    elif _action(loaded, id, on, by, form=form):
        ctx.exit(1)


def _clock(loaded: Loaded, id: str, *, each_day: bool, form: Form) -> None:
    from dealflow.analysis.basis import Basis, deadline_basis
    from dealflow.analysis.explain import why_deadline
    from dealflow.report import why

    found, made_by = loaded
    told = why_deadline(found.deal, found.record().snapshot, id)
    shown = told.deadline or told.if_started
    basis = deadline_basis(shown, found.deal) if shown else Basis()
    show(
        "why",
        made_by,
        lambda screen, law: why.clock(screen, told, basis, law, each_day=each_day),
        lambda: {"deal": found.id, "clock": told, "days": list(shown.each_day()) if shown and each_day else None},
        basis,
        form=form,
    )


def _action(loaded: Loaded, id: str, on: date | None, by: str, *, form: Form) -> bool:
    from dealflow.analysis.basis import basis_of
    from dealflow.analysis.explain import why_action
    from dealflow.report import why

    found, made_by = loaded
    snapshot = found.record().snapshot
    told = why_action(found.deal, snapshot, id, on, by)
    basis = basis_of(found.deal, snapshot, [b.finding for b in told.blockers])
    show(
        "why",
        made_by,
        lambda screen, law: why.action(screen, told, basis, law),
        lambda: {"deal": found.id, "action": told},
        basis,
        form=form,
    )
    return not told.permitted
