"""Levels of causes that are carried side by side within one process: chances, and laws with a row for each level."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, Any

from dealflow.analysis.outcomes.ground import Ground
from dealflow.analysis.sampling.groups import Group, Luck

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

__all__ = ["days_in", "ever", "some", "weights"]


def weights(ground: Ground, group: Group, luck: Luck) -> list[Any]:
    """The chance of each alternative of a group under the levels that *ground* stands at.

    One for each of the levels side by side, if there are any. A cause of which no level is said has its mean.
    """
    known = ground.weights.get(id(luck))
    if known is None:
        known = ground.weights[id(luck)] = _weights(ground, luck, group.belief.cause)
    return known


def _weights(ground: Ground, luck: Luck, cause: str) -> list[Any]:
    import numpy as np

    if ground.mixed:
        rows = [_chances(ground, luck, cause, level.get(cause)) for _, level in ground.mixed]
        return list(np.array(rows).T[:, :, None])
    return _chances(ground, luck, cause, None)


def _chances(ground: Ground, luck: Luck, cause: str, level: str | None) -> list[float]:
    at = ground.level.get(cause) if level is None else level
    if at is None and cause:
        each = [(float(c), _chances(ground, luck, cause, name)) for name, c in ground.setting.levels[cause] if c]
        return [fsum(c * row[k] for c, row in each) for k in range(len(each[0][1]))]
    cumulative = luck.cumulative.get(at or "") or luck.cumulative[""]
    return [b - a for a, b in zip((0.0, *cumulative), cumulative, strict=False)]


def some(chance: Any) -> bool:
    """True if *chance* is not nought under all levels side by side."""
    return bool(chance > 0.0) if isinstance(chance, float) else bool(chance.any())


def days_in(law: NDArray[float64]) -> list[int]:
    """The days on which *law* has a chance, under any of the levels side by side."""
    found: list[int] = ever(law).nonzero()[0].tolist()
    return found


def ever(law: NDArray[float64]) -> NDArray[Any]:
    """*law* itself, or, with levels side by side, on which days it is not nought under all of them."""
    import numpy as np

    return law if law.ndim == 1 else np.asarray(law.any(axis=0))
