"""Names as people type them: which clock or action of a deal is meant, and what may have been meant instead."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from dealflow.analysis.ahead import taker_of
from dealflow.errors import UnknownName
from dealflow.model import Deal

__all__ = ["UnknownTarget", "action_called", "clock_called", "near", "target_called"]

_STEP_HINT = "actions are written process:action, clocks process/clock"


class UnknownTarget(UnknownName):
    """A clock or action that nothing answers to; *meant* are all the ids that may have been meant."""

    def __init__(self, kind: str, name: str, known: Iterable[str], hint: str = "") -> None:
        super().__init__(kind, name, known, hint)
        self.meant: tuple[str, ...] = near(name, self.known)
        if self.meant:
            self.did_you_mean: str | None = self.meant[0]
            self.text: str = f"no {kind} called {name!r}; did you mean {_listed(self.meant)}?"


def _listed(names: tuple[str, ...]) -> str:
    quoted = [repr(name) for name in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]


def near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known ids that *name* may stand for: those that end in it first, then those spelt like it."""
    ids, low = list(dict.fromkeys(known)), name.lower()
    tails = [id for id in ids if _tail(id).lower() == low or id.lower().endswith((f"/{low}", f":{low}", f".{low}"))]
    if tails:
        return tuple(tails[:6])
    lowered = {id.lower(): id for id in ids}
    spelt = [lowered[m] for m in get_close_matches(low, lowered, n=3, cutoff=0.6)]
    by_tail = {_tail(id).lower(): id for id in reversed(ids)}
    spelt += [by_tail[m] for m in get_close_matches(_tail(low), by_tail, n=2, cutoff=0.75)]
    return tuple(dict.fromkeys(spelt))[:3]


def _tail(id: str) -> str:
    return id.replace(":", "/").rpartition("/")[2]


def clock_called(deal: Deal, name: str) -> str:
    """The id of the clock called *name*; raises UnknownTarget with everything that may have been meant."""
    if name not in deal.clock_ids:
        raise UnknownTarget("clock", name, deal.clock_ids)
    return name


def action_called(deal: Deal, name: str) -> str:
    """The id of the action called *name*, or of the one that takes the step *name* (``close``).

    Raises UnknownTarget with everything that may have been meant.
    """
    known = _actions(deal)
    taker = None if name in known else taker_of(deal, name)
    if taker is not None:
        return taker
    if name not in known:
        raise UnknownTarget("action", name, known)
    return name


def target_called(deal: Deal, name: str) -> tuple[str, str]:
    """What *name* means: ("clock", id) or ("action", id); raises UnknownTarget with everything it may have meant."""
    if name in deal.clock_ids:
        return "clock", name
    known = _actions(deal)
    if name in known or taker_of(deal, name):
        return "action", action_called(deal, name)
    raise UnknownTarget("clock or action", name, (*deal.clock_ids, *known), _STEP_HINT)


def _actions(deal: Deal) -> tuple[str, ...]:
    return tuple(f"{b.id}:{action}" for b in deal.processes for action in b.process.actions)
