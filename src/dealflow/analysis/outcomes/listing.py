"""Sampled histories one by one, as rows of text: number, ending, day, and who was last to clear."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dealflow.analysis.outcomes.ask import SEED, setting_for
from dealflow.analysis.outcomes.engine import Progress, engine_for

if TYPE_CHECKING:
    from dealflow.scenario import Scenario

__all__ = ["USUAL", "listed"]

USUAL = 10_000
"""So many are listed where nobody says."""


def listed(
    scenario: Scenario,
    *,
    seed: int = SEED,
    histories: int | None = None,
    horizon: date | None = None,
    method: str = "auto",
    progress: Progress | None = None,
) -> Iterator[tuple[str, str, str, str]]:
    """The histories of *scenario* under *seed*, from number 0 on; a law that is exact is sampled here all the same."""
    setting = setting_for(scenario, horizon=horizon)
    chosen = engine_for(setting, reference=method == "reference")
    wanted = histories or min(USUAL, chosen.usual)
    days = [(setting.day + timedelta(days=n)).isoformat() for n in range((setting.horizon - setting.day).days + 1)]
    names, ids = chosen.engine.endings, setting.plan.ids
    for first in range(0, wanted, chosen.chunk):
        found = chosen.engine.histories(seed, first, min(chosen.chunk, wanted - first))
        rows = zip(found.ending.tolist(), found.day.tolist(), found.last.tolist(), strict=True)
        for k, (ending, day, last) in enumerate(rows, first):
            yield str(k), names[ending], days[day], ids[last] if last >= 0 else ""
        if progress is not None:
            progress(min(first + chosen.chunk, wanted), wanted)
