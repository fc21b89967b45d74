"""How a live deal is opened: anew, from a scenario's history, or from the log in which it was left."""

from __future__ import annotations

from datetime import date

from dealflow.errors import LogError
from dealflow.live.deal import Live
from dealflow.log import Log, Record, fold
from dealflow.model.deal import Deal
from dealflow.scenario import Scenario

__all__ = ["live"]


def live(source: Scenario | Deal, day: date | None = None, *, log: Log | None = None) -> Live:
    """A live deal: a scenario's, its history up to the day of the question taken; or a new one of a deal, on *day*.

    With a *log* that already holds entries the deal goes on from where they left it; into an empty one the history of
    the scenario is written first. Raises ValueError for a deal without a day, LogError for a log that does not begin
    with the scenario's history or does not replay.
    """
    if isinstance(source, Deal):
        if day is None:
            raise ValueError(f"on which day does deal {source.id!r} start? live(deal, date(2020, 9, 13))")
        driven = Live(source, day, log=log)
        if log is not None and (kept := log.verify(source)) is not None:
            driven.stand(kept)
        return driven
    driven = Live(source.deal, source.start, log=log)
    driven.stand(source.record(day) if log is None else _logged(source, day, log))
    return driven


def _logged(source: Scenario, day: date | None, log: Log) -> Record:
    """The record that *log* keeps, the scenario's history written into it if it is empty."""
    as_of = day or source.as_of
    history = tuple(entry for entry in source.history if entry.visible(as_of))
    kept = log.entries()
    if kept[: len(history)] != history and kept:
        raise LogError(str(log.path), f"it does not begin with the history of {source.id!r} as of {as_of}")
    for entry in history if not kept else ():
        log.append(source.deal, entry)
    return fold(source.deal, log.entries(), start=source.start, as_of=max(as_of, *(e.learned for e in log.entries())))
