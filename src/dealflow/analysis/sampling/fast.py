"""The event loop compiled: the same source as in Python, over packed arrays, with numba (an optional extra).

A deal is compiled once on a machine: its source is written to a file named after what it says, and the compiler keeps
what it made of it beside the file. Where no file can be written, every process compiles it anew.
"""

from __future__ import annotations

import ast
import os
import sys
import tempfile
from collections.abc import Callable
from hashlib import blake2b
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Final

from dealflow.analysis.sampling.packing import Packed, packed, rewritten
from dealflow.analysis.sampling.recent import Recent
from dealflow.analysis.sampling.tables import Tables

__all__ = ["CACHE", "MOST_KEPT", "cache_folder", "can_compile", "compiled_run", "known_here"]

CACHE: Final = "DEALFLOW_CACHE"
"""The environment variable that names another folder for compiled deals."""

MOST_KEPT: Final = 40
"""So many compiled deals are kept, about a megabyte each."""

_BEFORE: Final = """
import numpy as np
from numba import njit

unsigned = np.uintp
_golden, _first, _second = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_s30, _s27, _s31, _s11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


@njit(inline="always")
def mixed(z):
    z = (z ^ (z >> _s30)) * _first
    z = (z ^ (z >> _s27)) * _second
    return z ^ (z >> _s31)


@njit(inline="always")
def own_luck(history, start):
    return mixed(np.uint64(history) * _golden + start)


@njit(inline="always")
def draw(own, source):
    # a key that the source names by its number is a signed one to the compiler
    return np.float64(mixed(own ^ np.uint64(source)) >> _s11) * (1.0 / (1 << 53))
"""
"""What is drawn, as ``drawing`` has it, in the arithmetic of 64 bits."""


def can_compile() -> bool:
    """True if numba is installed."""
    return find_spec("numba") is not None


def compiled_run(tables: Tables) -> Callable[..., None]:
    """``loop.run`` made for *tables* and compiled, without its first argument; it fills arrays of whole numbers.

    A deal that is new to this machine takes some seconds.
    """
    run, parts = _KNOWN.get(tables, _made)

    def ready(luck: int, first: int, number: int, *arrays: Any) -> None:
        import numpy as np

        run(*parts[:-1], parts.changes.copy(), np.uint64(luck), first, number, *arrays)

    return ready


_KNOWN: Final[Recent[tuple[Callable[..., None], Packed]]] = Recent()


def known_here(tables: Tables) -> bool:
    """True if *tables* have been compiled on this machine before."""
    folder = cache_folder()
    return folder is not None and _path(folder, _text(tables, cached=True)).is_file()


def _made(tables: Tables) -> tuple[Callable[..., None], Packed]:
    folder = cache_folder()
    text = _text(tables, cached=folder is not None)
    run = None if folder is None else _imported(folder, text)
    return run or _executed(text), packed(tables)


def _text(tables: Tables, *, cached: bool) -> str:
    """The source of a module that compiles the loop made for *tables*."""
    decorator = f"@njit(cache={cached})\n"
    parts = (f"{decorator}{ast.unparse(node)}\n" for node in rewritten(tables).body)
    return "\n\n".join((_BEFORE, *parts))


def _path(folder: Path, text: str) -> Path:
    return folder / f"deal_{blake2b(text.encode(), digest_size=12).hexdigest()}.py"


def _executed(text: str) -> Callable[..., None]:
    known: dict[str, Any] = {}
    exec(compile(text.replace("cache=True", "cache=False"), "<the event loop of a deal>", "exec"), known)  # noqa: S102
    run: Callable[..., None] = known["run"]
    return run


def _imported(folder: Path, text: str) -> Callable[..., None] | None:
    """The loop from its file, which is written if need be; None if it cannot be."""
    path = _path(folder, text)
    try:
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            _write(path, text)
    except OSError:
        return None
    spec = spec_from_file_location(f"dealflow_{path.stem}", path)
    if spec is None or spec.loader is None:
        return None
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.run  # type: ignore[no-any-return]


def _write(path: Path, text: str) -> None:
    """Write a file as a whole, so that another process never reads half of it."""
    file = tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8")  # noqa: SIM115
    try:
        with file:
            file.write(text)
        Path(file.name).replace(path)
    except OSError:
        Path(file.name).unlink(missing_ok=True)
        raise
    _pruned(path.parent)


def _pruned(folder: Path) -> None:
    """Let go of the deals written longest ago, and of what the compiler kept of them."""
    written = sorted(folder.glob("deal_*.py"), key=lambda path: (path.stat().st_mtime, path.name))
    for path in written[:-MOST_KEPT]:
        for kept in (path, *(folder / "__pycache__").glob(f"{path.stem}.*")):
            kept.unlink(missing_ok=True)


def cache_folder() -> Path | None:
    """The folder of compiled deals, made if need be; None where none can be written, or the variable is empty."""
    named = os.environ.get(CACHE)
    if named == "":
        return None
    home = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
    folder = Path(named) if named else Path(home or "~/.cache").expanduser() / "dealflow"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return None
    return folder if os.access(folder, os.W_OK) else None
