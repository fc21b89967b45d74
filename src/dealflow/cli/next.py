"""``dealflow next``: who must act next and by when, and what may be done today."""

from __future__ import annotations

from datetime import date

import click

from dealflow.cli.group import Verb
from dealflow.cli.loading import load, moved_since
from dealflow.cli.options import deal, output_options, since
from dealflow.cli.output import Form, show

__all__ = ["verb"]

EXAMPLE = """\
dealflow next tiktok-2020 --as-of 2020-09-24
dealflow next tiktok-2020 --as-of 2020-09-24 --since 2020-09-13"""


@click.command("next", cls=Verb, example=EXAMPLE)
@deal
@since
@output_options
@click.pass_context
def verb(ctx: click.Context, name: str, *, as_of: date | None, since: date | None, form: Form) -> None:
    """Who must act next, what and by when; what blocks the steps ahead. Exit status 1 if a clock is overdue."""
    from dealflow.analysis.explain import what_next
    from dealflow.report.next import upcoming
    from dealflow.report.outlook import About

    found, made_by = load(name, as_of)
    view, moved = what_next(found.deal, found.record().snapshot), moved_since(found, since)
    show(
        "next",
        made_by,
        lambda screen, law: upcoming(screen, About(name, found.title), view, moved, law),
        lambda: {"deal": found.id, "title": found.title, "moved": moved, "outlook": view, "overdue": len(view.overdue)},
        view.basis,
        form=form,
    )
    ctx.exit(1 if view.overdue else 0)
