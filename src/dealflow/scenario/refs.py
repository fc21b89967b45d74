"""Which other processes a definition refers to."""

from __future__ import annotations

from collections.abc import Iterator

from dealflow.model import AgedAtLeast, InState, Past, Process, Required, Running
from dealflow.model.guard import Guard, leaves

__all__ = ["references_of"]


def references_of(process: Process) -> Iterator[str]:
    """The ids of other processes in guards, clocks and prohibitions of *process*, as its definition writes them."""
    guards = [row.requires for row in process.transitions if row.requires] + [gate.guard for gate in process.gates]
    for guard in guards:
        yield from (id for leaf in leaves(guard) if (id := _referred(leaf)) not in ("", process.id))
    for clock in process.clocks:
        yield from (toll.process for edition in clock.tolled_by.editions for toll in edition.value)
    for state in process.states:
        yield from (id for id in state.lifts if not id.startswith("@"))


def _referred(leaf: Guard) -> str:
    if isinstance(leaf, (InState, Required)):
        return leaf.process
    if isinstance(leaf, (Running, Past, AgedAtLeast)):
        return leaf.clock.rpartition("/")[0]
    return ""
