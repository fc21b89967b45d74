"""A deal driven by people: the same definitions as the kernel's, through ``transitions``. The one door to it."""

from __future__ import annotations

from dealflow.live.deal import Live
from dealflow.live.machines import Cell
from dealflow.live.opening import live
from dealflow.live.refused import Refused

__all__ = ["Cell", "Live", "Refused", "live"]
