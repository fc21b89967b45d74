"""What stands in a deal: definitions bound to parties, conditions that the contract lists, and ways to end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from dealflow.citation import Checked, Citation
from dealflow.model.guard import Guard
from dealflow.model.process import Process

__all__ = ["Bound", "Condition", "Ending"]


def _mapping(value: Mapping[str, Any]) -> dict[str, Any]:
    return dict(value)


@frozen(eq=False)
class Bound:
    """A definition as it stands in a deal: under an id, with its roles bound to parties.

    *roles* maps a role of the definition ("bidder") to party ids, several for a consortium. *refs* redirects
    references to other processes. *of* names another transaction that the process is about (a past acquisition, say):
    its gates and prohibitions then speak of that transaction's steps, not of this deal's. *terms* are the terms that
    the process carries from the start (those a bid names).
    """

    id: str
    process: Process
    roles: Mapping[str, tuple[str, ...]] = field(factory=dict, converter=_mapping)
    refs: Mapping[str, str] = field(factory=dict, converter=_mapping)
    of: str = ""
    terms: str = ""

    def step(self, name: str) -> str:
        """The name of a step as this process means it."""
        return f"{self.of}:{name}" if self.of else name

    def ref(self, process: str) -> str:
        """The id of the process that a reference of the definition means in this deal."""
        if process in ("", self.process.id):
            return self.id
        if process.startswith("@"):
            return next(iter(self.roles.get(process[1:], ())), process)
        return self.refs.get(process, process)


@frozen
class Condition:
    """A process that the contract lists as a condition precedent, with the clause."""

    process: str
    clause: str
    waivable: bool = False

    @property
    def citation(self) -> Citation:
        """The clause as a source: marked contract, never law."""
        return Citation(self.clause, status=Checked.CONTRACT)


@frozen
class Ending:
    """A way the deal can end: a name and the guard that tells it."""

    name: str
    guard: Guard
    text: str = ""
