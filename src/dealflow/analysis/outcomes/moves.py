"""What is known of many histories at once while they are walked: where they are, what they do, where they came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dealflow.analysis.outcomes.contexts import Context
from dealflow.analysis.sampling.groups import Choice
from dealflow.kernel.plan import Row

if TYPE_CHECKING:
    from numpy import int32, int64
    from numpy.typing import NDArray

__all__ = ["MOMENTS", "NEVER", "Entries", "Exit", "Node"]

NEVER: Final = 1 << 30
"""A moment that does not come."""
MOMENTS: Final = 3


class Node(NamedTuple):
    """A visit on the way: its context, and how often each state that can come again had been entered."""

    context: Context
    before: tuple[tuple[str, int], ...]


class Entries(NamedTuple):
    """The first entry of each history into a set of states: the moment (``NEVER``) and the number of the state.

    With *once* they cannot be left and entered again.
    """

    moment: NDArray[int32]
    state: NDArray[int32]
    once: bool


class Exit(NamedTuple):
    """What some histories do next: the row, when in the day, which of them, and on which day."""

    row: Row
    choice: Choice | None
    at: int
    who: NDArray[int64]
    days: NDArray[int32]
