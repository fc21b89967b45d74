"""The test modules of the regimes and of the commercial processes, found by themselves."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

__all__ = ["regime_tests"]

_HERE = Path(__file__).parent


def regime_tests() -> list[ModuleType]:
    """Every test module beside a definition, in order of name."""
    rooms = ("commercial", "regimes")
    names = [f"{room}.{path.stem}" for room in rooms for path in sorted((_HERE / room).glob("test_*.py"))]
    return [importlib.import_module(name) for name in names]
