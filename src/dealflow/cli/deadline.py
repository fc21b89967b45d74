"""``dealflow deadline``: any statutory clock from a date, with tolling and extensions, and the count."""

from __future__ import annotations

import re
import warnings
from datetime import date
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from dealflow.cli.group import Verb
from dealflow.cli.loading import definitions
from dealflow.cli.options import DAY, attested, output_options
from dealflow.cli.output import Form, hint, show, versions

if TYPE_CHECKING:
    from dealflow.catalogue import Catalogue
    from dealflow.model import Clock, Deadline

__all__ = ["verb"]

EXAMPLE = """\
dealflow deadline cn.tech_export/letter_of_intent --from 2020-09-24
dealflow deadline us.divestiture_order/divest --from 2020-08-14 --length "90 days" --extend 15 --extend 7"""


class Stretch(click.ParamType[Any]):
    """A stretch of days, both included: ``2018-12-22..2019-01-25``; one day may stand alone."""

    name = "stretch"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, date]:
        """The first and the last day that *value* names."""
        if isinstance(value, tuple):
            return value
        first, dots, last = str(value).partition("..")
        a = DAY.convert(first, param, ctx)
        b = DAY.convert(last, param, ctx) if dots else a
        if b < a:
            self.fail(f"{value} ends before it begins; write FIRST..LAST", param, ctx)
        return a, b


def _clocks(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from dealflow.catalogue import catalogue

    return [CompletionItem(id, help=clock.text) for id, clock in catalogue().clocks.items() if incomplete in id]


@click.command("deadline", cls=Verb, example=EXAMPLE)
@click.argument("clock", metavar="CLOCK", shell_complete=_clocks)
@click.option(
    "--from", "start", type=DAY, metavar="DATE", required=True, help="The day of the event, as the law counts it."
)
@click.option("--tolled", type=Stretch(), metavar="A..B", multiple=True, help="Days on which it stops, both included.")
@click.option("--extend", metavar='N or "8 weeks"', multiple=True, help="An extension, in order.")
@click.option("--length", metavar='N or "90 days"', help="The length, where an order sets it.")
@click.option("--variant", metavar="NAME", help="A named form of the clock.")
@click.option("--reading", metavar="NAME", multiple=True, help="Which of two defensible readings of a rule.")
@click.option("--as-of", type=DAY, metavar="DATE", help="Days off announced later are not known.")
@click.option("--days", "each_day", is_flag=True, help="Print each day of the count.")
@attested
@output_options
def verb(clock: str, *, each_day: bool, form: Form, **given: Any) -> None:
    """The date of any clock of the law, with its count beside simpler counts."""
    from dealflow.analysis.basis import deadline_basis
    from dealflow.catalogue import catalogue
    from dealflow.report import why

    known = definitions() or catalogue()
    about, result = _counted(clock, given, known)
    for text in result.warnings:
        hint(f"note: {text}")
    basis = deadline_basis(result, days_off=known.days_off)
    show(
        "deadline",
        versions(),
        lambda screen, law: why.computed(screen, result, about, basis, law, each_day=each_day),
        lambda: {"deadline": result, "days": list(result.each_day()) if each_day else None},
        basis,
        form=form,
    )


def _counted(clock: str, given: dict[str, Any], definitions: Catalogue) -> tuple[Clock, Deadline]:
    from dealflow.analysis.names import UnknownTarget
    from dealflow.catalogue import deadline

    known = definitions.clocks
    if clock not in known:
        raise UnknownTarget("clock", clock, known)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the result carries them
            found = deadline(
                clock,
                given["start"],
                _size(given["length"]) if given["length"] is not None else None,
                given["tolled"],
                [_size(x) for x in given["extend"]],
                given["variant"],
                given["reading"] or None,
                definitions=definitions,
            )
            return known[clock], _seen(found, given["as_of"])
    except (ValueError, OverflowError) as e:
        lengthless = ': --length "90 days"' if "has no length" in str(e) else ""
        raise click.UsageError(f"{e}{lengthless}") from None


def _seen(found: Deadline, day: date | None) -> Deadline:
    """The same count by what was announced on *day*."""
    from dealflow.model import count

    if day is None:
        return found
    return count(
        found.period,
        found.start,
        found.tolled,
        found.extensions,
        kind=found.kind,
        clock=found.clock,
        seen=day,
        readings=found.readings,
        citations=found.citations,
        warnings=found.warnings,
    )


def _size(text: str) -> int | str:
    """A length as it is typed: a bare number in the clock's own unit, or words."""
    return int(text) if re.fullmatch(r"\d{1,6}", text.strip()) else text
