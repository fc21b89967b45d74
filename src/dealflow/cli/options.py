"""Options and arguments that verbs share: a deal, a day, the form of the answer."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from dealflow.cli.output import Form

__all__ = ["ATTESTED", "DAY", "Day", "attested", "deal", "output_options", "since"]

ATTESTED = "DEALFLOW_ATTESTED"
"""The variable that names an office's file of attestations."""
F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[Any]):
    """A day: ``2020-11-12``, or ``today``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that *value* names; a wrong one is answered with what is wrong about it."""
        if isinstance(value, date):
            return value
        if value == "today":
            return datetime.now().astimezone().date()
        found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", str(value).strip())
        if not found:
            self.fail(f"{value!r} is not a day; write year, month and day: 2020-11-12", param, ctx)
        year, month, day = (int(part) for part in found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            self.fail(f"there is no day {value}; {_remedy(year, month)}", param, ctx)


def _remedy(year: int, month: int) -> str:
    if not 1 <= month <= 12:
        return "the month stands in the middle: 2020-11-12 is 12 November"
    if year < 1:
        return "years begin with 0001"
    days = calendar.monthrange(year, month)[1]
    return f"{calendar.month_name[month]} {year} has {days} days"


DAY = Day()


def _deals(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of the bundled deals and, by the shell, files."""
    from dealflow import scenario

    names = [CompletionItem(name) for name in scenario.names() if name.startswith(incomplete)]
    return [*names, CompletionItem(incomplete, type="file")] if not names or incomplete else names


def deal(command: F) -> F:
    """The deal that a verb is about, and the day it is looked at."""
    command = attested(command)
    command = click.option("--as-of", type=DAY, metavar="DATE", help="Nothing dated later is visible.")(command)
    return click.argument("name", metavar="DEAL", shell_complete=_deals)(command)


def attested(command: F) -> F:
    """An office's own file of rules that it has checked, told to the verb by the context alone."""

    def keep(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
        ctx.meta[ATTESTED] = value

    option = click.option(
        "--attested",
        metavar="FILE",
        envvar=ATTESTED,
        expose_value=False,
        is_eager=True,
        callback=keep,
        help="Rules that your office has checked at their source.",
    )
    return option(command)


def since(command: F) -> F:
    """An earlier day to compare with."""
    return click.option("--since", type=DAY, metavar="DATE", help="Also list what has moved since then.")(command)


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The form of the answer: for people, with or without colours, or one JSON object. The verb takes it as *form*."""

    @wraps(command)
    def formed(*args: Any, as_json: bool, no_color: bool, **given: Any) -> Any:
        return command(*args, form=Form(as_json, no_color), **given)

    coloured = click.option("--no-color", is_flag=True, help="No colours, as with NO_COLOR.")(formed)
    return click.option("--json", "as_json", is_flag=True, help="One JSON object, and nothing else.")(coloured)
