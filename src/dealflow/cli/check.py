"""``dealflow check``: whether a deal file is right, whether its expectations hold, and what it leaves open."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from dealflow.cli.group import Verb
from dealflow.cli.loading import load
from dealflow.cli.options import deal, output_options
from dealflow.cli.output import Form, show

__all__ = ["verb"]

EXAMPLE = """\
dealflow check mydeal.toml
dealflow check tiktok-2020 --strict"""


@click.command("check", cls=Verb, example=EXAMPLE)
@deal
@click.option("--strict", is_flag=True, help="Also fail if a date rests on a rule that nobody has read at its source.")
@output_options
@click.pass_context
def verb(ctx: click.Context, name: str, *, as_of: date | None, strict: bool, form: Form) -> None:
    """Check a deal: exit status 3 if the file is wrong, 1 if an expectation fails or a belief can never come true."""
    from dealflow import scenario
    from dealflow.analysis.audit import approvals, remarks
    from dealflow.analysis.basis import basis_of
    from dealflow.analysis.idle.audit import believed_in
    from dealflow.report.check import checked

    found, made_by = load(name, as_of)
    record = found.record()
    failed = scenario.check_expectations(found)
    needs = approvals(found.deal, record.snapshot)
    # Beliefs are written for the day of the file's own question; a later one has left some of them behind.
    beliefs = believed_in(found if as_of is None else load(name, None).scenario)
    notes = (*remarks(found.deal, record.snapshot), *beliefs.remarks)
    basis = basis_of(found.deal, record.snapshot)
    recalled = [r for r in basis.recalled if "/" in r.used_by] if strict else []
    result: dict[str, Any] = {
        "deal": found.id,
        "title": found.title,
        "as_of": found.as_of,
        "expectations": len(found.expects),
        "failed": failed,
        "not_standing": [{"entry": f.entry.name, "on": f.entry.on, "why": str(f.refusal)} for f in record.fallen],
        "beliefs": {"as_of": beliefs.as_of, "never": beliefs.idle, "refuted": beliefs.refuted},
        "remarks": notes,
        "approvals": needs,
        "strict": strict,
    }
    show(
        "check",
        made_by,
        lambda screen, law: checked(screen, found, failed, record, beliefs, notes, needs, recalled, law),
        lambda: result,
        basis,
        form=form,
    )
    ctx.exit(1 if failed or beliefs.failed or recalled else 0)
