"""How a deal can end: its law of outcomes, exact where the structure of the deal allows it, else by sampling."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from dealflow.analysis.outcomes.believed import believed, rates_of, resting_on, setting_for
from dealflow.analysis.outcomes.engine import Chosen, Progress, Tally, drawn, engine_for
from dealflow.analysis.outcomes.exact import FOLDED, exact_law
from dealflow.analysis.outcomes.ground import Unsolved
from dealflow.analysis.outcomes.lacking import failed_exactly
from dealflow.analysis.outcomes.law import Law, Method
from dealflow.analysis.outcomes.missing import NOTHING, REPLAYED, Failed
from dealflow.analysis.outcomes.replaying import replayed
from dealflow.analysis.outcomes.spread import counted, recipe
from dealflow.analysis.outcomes.vector import Vector
from dealflow.analysis.sampling.compiler import compiled
from dealflow.analysis.sampling.setting import Setting
from dealflow.errors import UnknownName

if TYPE_CHECKING:
    from dealflow.scenario import Scenario

__all__ = [
    "METHODS",
    "SEED",
    "believed",
    "exactly",
    "missing",
    "outcomes",
    "rates_of",
    "resting_on",
    "sampled",
    "setting_for",
]

SEED: Final = 2020
METHODS: Final = ("auto", "exact", "sampling", "reference")
"""The ways to ask: let the structure decide, refuse to sample, sample, sample by the slow interpreter."""


def outcomes(  # noqa: PLR0913 - all but two by name
    scenario: Scenario,
    as_of: date | None = None,
    *,
    seed: int = SEED,
    histories: int | None = None,
    horizon: date | None = None,
    method: str = "auto",
    executor: Any = None,
    progress: Progress | None = None,
    replays: int = REPLAYED,
) -> Law:
    """How likely each ending of *scenario* is on each day, asked *as_of* a day and followed until *horizon*.

    The law is computed exactly where that can be done, and says how; else so many *histories* are sampled under
    *seed*, and it says why. *method* is "auto", "exact" (raises Unsolved instead of sampling), "sampling" or
    "reference". *executor* is any executor of concurrent.futures, or maps as ``map`` does: the law is the same for any
    number of workers. *progress* is told how many histories of how many are drawn. What was missing where the deal did
    not close is asked of the first *replays* histories of a sample (0: not at all). An exact law knows it of all
    histories, except where a convolution does not tell: it says why, and ``missing`` asks a sample in its place.

    Raises BeliefRefuted if what happened cannot be under a belief.
    """
    if method not in METHODS:
        raise UnknownName("method", method, METHODS)
    if histories is not None and histories < 1:
        raise ValueError(f"{histories} histories cannot be drawn: 1 at the least")
    setting = setting_for(scenario, as_of=as_of, horizon=horizon)
    if method in ("auto", "exact"):
        try:
            law = exactly(setting)
            return _told(setting, law) if replays else law
        except Unsolved as e:
            if method == "exact":
                raise
            reason = str(e)
    else:
        reason = "sampling was asked for"
    if executor is not None and not isinstance(executor, Executor) and not callable(executor):
        raise ValueError(f"executor {executor!r} neither is one of concurrent.futures nor maps as map does")
    chosen = engine_for(setting, reference=method == "reference", wanted=histories)
    at = scenario if as_of is None else scenario.at(as_of)
    cut = recipe(at, horizon) if executor is not None and isinstance(chosen.engine, Vector) else b""
    law = sampled(setting, chosen, seed, histories, reason=reason, executor=executor, progress=progress, recipe=cut)
    if not replays:
        return evolve(law, unasked="it was not asked for")
    tables = None if method == "reference" else chosen.tables or compiled(setting)
    return _with_failed(law, replayed(setting, seed, min(replays, law.method.histories), tables))


def missing(setting: Setting, law: Law, seed: int = SEED, replays: int = REPLAYED) -> Law:
    """*law* with what was missing where the deal did not close: as it knows it, else of so many sampled histories."""
    law = _told(setting, law)
    if law.failed is not None or law.unasked == NOTHING:
        return law
    return _with_failed(law, replayed(setting, seed, replays, compiled(setting)))


def _told(setting: Setting, law: Law) -> Law:
    """*law* with what was missing of all histories, where it is exact and the convolution tells; else it says why."""
    if law.failed is not None or law.unasked != FOLDED:
        return law
    try:
        return _with_failed(law, failed_exactly(setting))
    except Unsolved as e:
        return evolve(law, unasked=f"{FOLDED}: {e}")


def _with_failed(law: Law, found: Failed | None) -> Law:
    return evolve(law, failed=found, unasked=NOTHING if found is None else "")


def exactly(setting: Setting) -> Law:
    """The exact law of *setting*; raises Unsolved with the reason where none can be computed."""
    return exact_law(setting)


def sampled(
    setting: Setting,
    chosen: Chosen,
    seed: int = SEED,
    histories: int | None = None,
    *,
    reason: str = "",
    executor: Any = None,
    progress: Progress | None = None,
    recipe: bytes = b"",
) -> Law:
    """The law that sampled histories show; if it is interrupted, that of those drawn so far, from number 0 on.

    An *executor* gets parts of them: of the tables of the event loop, or of the deal as its *recipe*.
    """
    wanted = histories or chosen.usual
    tally, stopped = Tally(setting), ""
    try:
        for part in _parts(chosen, seed, wanted, executor, recipe):
            tally.take(part)
            if progress is not None:
                progress(tally.n, wanted)
    except KeyboardInterrupt:
        if not tally.n:
            raise
        stopped = f"interrupted after {tally.n:,} of {wanted:,}"
    why = "; ".join(filter(None, (reason, stopped)))
    return tally.law(Method("sampling", chosen.how, why, seed, tally.n))


def _parts(chosen: Chosen, seed: int, wanted: int, executor: Any, recipe: bytes) -> Iterable[Any]:
    """What was drawn, part by part in the order of the histories."""
    if executor is not None and chosen.tables is not None:
        return drawn(chosen, seed, wanted, executor)
    if executor is not None and recipe:
        return counted(recipe, seed, wanted, executor)
    engine, ranges = chosen.engine, ((k, min(chosen.chunk, wanted - k)) for k in range(0, wanted, chosen.chunk))
    if isinstance(engine, Vector):
        return ((n, *engine.counts(seed, first, n)) for first, n in ranges)
    return (engine.histories(seed, first, n) for first, n in ranges)
