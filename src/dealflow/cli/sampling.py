"""Options that verbs share which compute laws of outcomes: method, seed, number of histories, horizon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, NamedTuple

import click

from dealflow.cli.options import DAY

__all__ = ["METHODS", "SEED", "Asked", "law_options"]

SEED = 2020
METHODS = ("auto", "exact", "sampling", "reference")


class Asked(NamedTuple):
    """How laws are computed, as it was typed; *by* is a day by which closing counts."""

    seed: int
    histories: int | None
    horizon: date | None
    method: str
    by: date | None

    def keywords(self) -> dict[str, Any]:
        """What ``outcomes`` takes."""
        return {"seed": self.seed, "histories": self.histories, "horizon": self.horizon, "method": self.method}


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
