"""The event loop compiled: the same source as in Python, over packed arrays, with numba (an optional extra)."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from dealflow.analysis.sampling import loop
from dealflow.analysis.sampling.packing import rewritten
from dealflow.analysis.sampling.special import FUNCTIONS
from dealflow.analysis.sampling.tables import Tables

__all__ = ["can_compile", "compiled_run"]


def can_compile() -> bool:
    """True if numba is installed."""
    return find_spec("numba") is not None


def compiled_run(tables: Tables) -> Callable[..., None]:
    """``loop.run`` made for *tables* and compiled, over packed tables; the first call of a deal takes some seconds."""
    return _ready(ast.unparse(rewritten(tables)))


@lru_cache(maxsize=8)
def _ready(source: str) -> Callable[..., None]:
    import numpy as np
    from numba import njit  # type: ignore[import-not-found,unused-ignore]

    golden, first, second = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
    scale = 1.0 / (1 << 53)
    s30, s27, s31, s11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)

    @njit(inline="always")  # type: ignore[untyped-decorator,unused-ignore]
    def mixed(z: Any) -> Any:
        z = (z ^ (z >> s30)) * first
        z = (z ^ (z >> s27)) * second
        return z ^ (z >> s31)

    @njit  # type: ignore[untyped-decorator,unused-ignore]
    def own_luck(history: Any, start: Any) -> Any:
        return mixed(np.uint64(history) * golden + start)

    @njit(inline="always")  # type: ignore[untyped-decorator,unused-ignore]
    def draw(own: Any, source: Any) -> Any:
        # a key that the source names by its number is a signed one to the compiler
        return np.float64(mixed(own ^ np.uint64(source)) >> s11) * scale

    known: dict[str, Any] = {"own_luck": own_luck, "draw": draw, "unsigned": np.uintp}
    exec(compile(source, loop.__file__, "exec"), known)  # noqa: S102 - the library's own source
    for name in FUNCTIONS:
        known[name] = njit(known[name])
    ready: Callable[..., None] = known["run"]
    return ready
