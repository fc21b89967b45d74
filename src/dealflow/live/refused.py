"""A refusal whose sentences and curable days are worked out when they are read."""

from __future__ import annotations

from datetime import date
from typing import Any

from dealflow.kernel.board import Board
from dealflow.kernel.decide import judge
from dealflow.kernel.plan import plan_of
from dealflow.kernel.values import Act, Refusal
from dealflow.model.deal import Deal
from dealflow.model.guard import Finding, Guard

__all__ = ["Refused"]


class Refused(Refusal):
    """A falsy refusal with every blocker, read from the deal as it stood when the act was tried.

    *unmet* are the guards that stood in the way, as the machine found them.
    """

    __slots__ = ("_board", "_deal", "_found", "_tried", "unmet")

    _board: Board
    _deal: Deal
    _found: Refusal | None
    _tried: tuple[Any, ...]
    unmet: tuple[Guard, ...]

    def __init__(self, deal: Deal, board: Board, tried: tuple[Any, ...], unmet: tuple[Guard, ...]) -> None:
        keep = object.__setattr__
        keep(self, "_deal", deal)
        keep(self, "_board", board)
        keep(self, "_tried", tried)
        keep(self, "_found", None)
        keep(self, "unmet", unmet)

    @property
    def refusal(self) -> Refusal:
        """The same refusal, all worked out."""
        if self._found is None:
            got = judge(plan_of(self._deal), self._board, self.act)
            if not isinstance(got, Refusal):
                raise AssertionError(f"the kernel allows what a machine refused: {self.act}")
            object.__setattr__(self, "_found", got)
            return got
        return self._found

    @property
    def act(self) -> Act:
        """What was tried."""
        return Act(*self._tried)

    @property
    def day(self) -> date:
        """The day on which it was tried."""
        day: date = self._board.day
        return day

    @property
    def kind(self) -> str:
        """Of what kind the refusal is."""
        return self.refusal.kind

    @property
    def blockers(self) -> tuple[Finding, ...]:
        """Every unmet finding."""
        return self.refusal.blockers

    def __repr__(self) -> str:
        return repr(self.refusal)

    def __eq__(self, other: object) -> bool:
        theirs = other.refusal if isinstance(other, Refused) else other
        return self.refusal == theirs

    def __hash__(self) -> int:
        return hash((self.act, self.day))
