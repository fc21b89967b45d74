"""Cross-border acquisitions as state machines: what may happen next, why not, by when, and how each date was counted.

The names below are the public ones; each is loaded when it is first asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dealflow.analysis.compare.alternatives import Compared, compare
    from dealflow.analysis.outcomes.ask import outcomes
    from dealflow.analysis.outcomes.law import Law
    from dealflow.catalogue import Catalogue, catalogue, deadline
    from dealflow.citation import Citation
    from dealflow.errors import ActionRefused, DealflowError, ScenarioError, UnknownName
    from dealflow.kernel import Act, Event, Option, Refusal, Snapshot
    from dealflow.live import Live, live
    from dealflow.log import Log
    from dealflow.model import Deadline, Deal, Finding, Process, Terms
    from dealflow.scenario import Scenario, load

__version__ = "0.1.0"

__all__ = [
    "Act",
    "ActionRefused",
    "Catalogue",
    "Citation",
    "Compared",
    "Deadline",
    "Deal",
    "DealflowError",
    "Event",
    "Finding",
    "Law",
    "Live",
    "Log",
    "Option",
    "Process",
    "Refusal",
    "Scenario",
    "ScenarioError",
    "Snapshot",
    "Terms",
    "UnknownName",
    "catalogue",
    "compare",
    "deadline",
    "live",
    "load",
    "outcomes",
]

_HOMES = {
    "dealflow.analysis.compare.alternatives": ("Compared", "compare"),
    "dealflow.analysis.outcomes.ask": ("outcomes",),
    "dealflow.analysis.outcomes.law": ("Law",),
    "dealflow.catalogue": ("Catalogue", "catalogue", "deadline"),
    "dealflow.citation": ("Citation",),
    "dealflow.errors": ("ActionRefused", "DealflowError", "ScenarioError", "UnknownName"),
    "dealflow.kernel": ("Act", "Event", "Option", "Refusal", "Snapshot"),
    "dealflow.live": ("Live", "live"),
    "dealflow.log": ("Log",),
    "dealflow.model": ("Deadline", "Deal", "Finding", "Process", "Terms"),
    "dealflow.scenario": ("Scenario", "load"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'dealflow' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(home), name)
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


class _Package(ModuleType):
    """The package: ``live`` and ``catalogue`` stay the functions when the modules of these names are imported."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _HOME_OF and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
