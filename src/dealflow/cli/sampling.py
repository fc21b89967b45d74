"""Options that verbs share which compute laws of outcomes: method, seed, number of histories, horizon."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from typing import Any, NamedTuple

import click

from dealflow.cli.options import DAY
from dealflow.cli.output import hint
from dealflow.errors import DealflowError

__all__ = ["METHODS", "SEED", "Asked", "law_options", "usage"]

SEED = 2020
METHODS = ("auto", "exact", "sampling", "reference")


class Asked(NamedTuple):
    """How laws are computed, as it was typed; *by* is a day by which closing counts."""

    seed: int
    histories: int | None
    horizon: date | None
    method: str
    by: date | None

    def check(self, as_of: date) -> None:
        """Tell of days that lie before the question; raises UsageError for a horizon that does."""
        if self.horizon is not None and self.horizon < as_of:
            raise click.UsageError(f"--horizon {self.horizon} lies before {as_of}, the day of the question")
        if self.by is not None and self.by < as_of:
            hint(f"note: --by {self.by} lies before {as_of}, the day of the question: nothing closes by then")

    def keywords(self) -> dict[str, Any]:
        """What ``outcomes`` takes."""
        return {"seed": self.seed, "histories": self.histories, "horizon": self.horizon, "method": self.method}


@contextmanager
def usage() -> Iterator[None]:
    """What the options ask and cannot be had, as wrong usage: a value, or an exact law where there is none."""
    from dealflow.analysis.outcomes.ground import Unsolved

    try:
        yield
    except Unsolved as e:
        raise DealflowError(f"no exact law: {e}; leave --method out, and histories are sampled") from None
    except ValueError as e:
        if isinstance(e, DealflowError):
            raise
        raise click.UsageError(str(e)) from None


def law_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which laws are computed. The verb takes them as *asked*."""

    @wraps(command)
    def formed(
        *args: Any,
        seed: int,
        histories: int | None,
        horizon: date | None,
        method: str,
        by: date | None,
        **given: Any,
    ) -> Any:
        return command(*args, asked=Asked(seed, histories, horizon, method, by), **given)

    for option in (
        click.option("--by", type=DAY, metavar="DATE", help="A day by which closing counts."),
        click.option("--method", type=click.Choice(METHODS), default="auto", help="Exact where possible (auto)."),
        click.option("--horizon", type=DAY, metavar="DATE", help="How far a history is followed; three years."),
        click.option("--histories", type=click.IntRange(1), metavar="N", help="How many are sampled, if any are."),
        click.option(
            "--seed", type=click.IntRange(0, 2**64 - 1), default=SEED, metavar="N", help=f"The luck ({SEED})."
        ),
    ):
        formed = option(formed)
    return formed
