"""Odds and delays over the choices people make. Law says what may happen; beliefs say how likely and how late."""

from __future__ import annotations

from dealflow.beliefs.belief import BASES, NONE, Alternative, Basis, Belief, Cause
from dealflow.beliefs.delay import SHAPES, Delay, parse_delay

__all__ = ["BASES", "NONE", "SHAPES", "Alternative", "Basis", "Belief", "Cause", "Delay", "parse_delay"]
