"""``dealflow laws``: one deal under the law of two days, side by side."""

from __future__ import annotations

from datetime import date

import click

from dealflow.cli.group import Verb
from dealflow.cli.loading import load
from dealflow.cli.options import DAY, deal, output_options
from dealflow.cli.output import Form, show

__all__ = ["verb"]

EXAMPLE = """\
dealflow laws tiktok-2020 --law 2018-08-01
dealflow laws mydeal.toml --law 2023-12-31 --and 2024-03-06 --from 2024-03-01"""


@click.command("laws", cls=Verb, example=EXAMPLE)
@deal
@click.option("--law", "one", type=DAY, metavar="DATE", required=True, help="The law of this day ...")
@click.option("--and", "other", type=DAY, metavar="DATE", help="... beside that of this one; by default of --as-of.")
@click.option("--from", "start", type=DAY, metavar="DATE", help="The day clocks are counted from; by default --as-of.")
@output_options
def verb(name: str, *, as_of: date | None, one: date, other: date | None, start: date | None, form: Form) -> None:
    """Compare the law of two days for one deal: what is required, how clocks count, which acts are possible."""
    from dealflow.analysis.laws import two_laws
    from dealflow.report.laws import compared

    found, made_by = load(name, as_of)
    result = two_laws(found.deal, found.record().snapshot, one, other or found.as_of, start=start)
    show(
        "laws",
        made_by,
        lambda screen, law: compared(screen, found.title, result, law),
        lambda: {"deal": found.id, "laws": result, "same": result.same},
        form=form,
    )
