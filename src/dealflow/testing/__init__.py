"""Hypothesis strategies and a rule-based machine for people's own processes. Needs the extra ``dealflow[testing]``."""

from __future__ import annotations

from dealflow.testing.machine import DealMachine, machine_for

__all__ = ["DealMachine", "machine_for"]
