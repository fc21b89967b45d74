"""Cited base rates, one file per regime: what authorities did in the cases that somebody counted."""

from __future__ import annotations

from typing import Final

from dealflow.beliefs.rates import cn_samr, eu_merger, uk_nsia, us_cfius, us_hsr
from dealflow.beliefs.rates.pooling import Pool, known, pooled
from dealflow.beliefs.rates.quadrature import beta_nodes
from dealflow.beliefs.rates.rate import Base, Lag, Rate, Step

__all__ = ["BASES_OF", "Base", "Lag", "Pool", "Rate", "Step", "beta_nodes", "known", "pooled"]

BASES_OF: Final = {one.process: one for one in (m.BASE for m in (cn_samr, eu_merger, uk_nsia, us_cfius, us_hsr))}
"""What was counted, by the process it was counted of."""
