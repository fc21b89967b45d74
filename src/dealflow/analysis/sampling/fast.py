"""The event loop compiled: the same source as in Python, over packed arrays, with numba (an optional extra).

A compiler passes every array by value and counts its readers, so the tables are packed into three arrays (whole
numbers, fractions, keys) behind a header of places, and what changes in a history into one (``t_z``). The source that
``special`` makes for a deal is rewritten to read them: ``t.w_kind[i]`` becomes ``t_n[5310 + i]``, ``state[i]`` becomes
``t_z[i]``. Nothing else about it changes.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, Final, NamedTuple

from dealflow.analysis.sampling import loop
from dealflow.analysis.sampling.days import NEVER
from dealflow.analysis.sampling.special import FUNCTIONS, special
from dealflow.analysis.sampling.tables import Tables

__all__ = ["MUTABLE", "Packed", "can_compile", "compiled_run", "kept_as", "made", "packed", "rewritten"]

_FLOATS: Final = ("odds", "reach", "u_levels")
_KEYS: Final = ("g_keys", "h_keys", "u_keys")
_SCALARS: Final = tuple(
    n for n, kind in Tables.__annotations__.items() if getattr(kind, "__forward_arg__", "") == "int"
)
_PLACES: Final = {name: k for k, name in enumerate(Tables._fields)}
_PARTS: Final = ("t_n", "t_f", "t_k", "t_z")

_KEPT: Final = {
    "state": "state0", "milestone": "milestone0", "dates": "date0", "visit": "visit0", "carried": "carried0",
    "approved": "approved0", "filed": "filed0", "running": "run0", "start": "start0", "length": "length0",
    "fixed": "fixed0",
    "count": "count0", "used": "used0", "spent": "spent0", "raw": "raw0", "last": "last0", "order": "order0",
    "extended": "extended0", "halted": "halted0", "held": "held0", "halts": "halts0",
    "halt_first": "halt_first0", "halt_last": "halt_last0",
}  # fmt: skip
"""What changes in a history, and the table that it starts from."""

_SCRATCH: Final = {
    "chosen": "blank", "since": "blank", "due": "blank", "wait": "blank", "idle": "blank", "watch": "blank",
    "active": "blank", "batch": "run0", "seen": "blank2", "entered": "visit0",
}  # fmt: skip
"""What is written before it is read, and the table that is as long."""

MUTABLE: Final = _KEPT | _SCRATCH
"""Both together."""

_MUTABLE_PLACES: Final = {name: 2 * len(_PLACES) + k for k, name in enumerate(MUTABLE)}
_HEADER: Final = 2 * len(_PLACES) + len(MUTABLE)


class Packed(NamedTuple):
    """Tables in three arrays, and the one that a history writes."""

    numbers: Any
    fractions: Any
    keys: Any
    scratch: Any


def can_compile() -> bool:
    """True if numba is installed."""
    return find_spec("numba") is not None


def packed(tables: Tables) -> Packed:
    """The same tables packed: first a header with the place and length of each, or the number itself."""
    import numpy as np

    header, parts = _layout(tables)
    start = [value for table in _KEPT.values() for value in getattr(tables, table)]
    size = sum(len(getattr(tables, table)) for table in MUTABLE.values())
    numbers = np.array(parts["t_n"], np.int64)
    numbers[:_HEADER] = header
    fractions, keys = np.array(parts["t_f"], np.float64), np.array(parts["t_k"], np.uint64)
    return Packed(numbers, fractions, keys, np.array(start + [0] * (size - len(start)), np.int64))


def _layout(tables: Tables) -> tuple[list[int], dict[str, list[Any]]]:
    """Where each table begins and how long it is, and all of them one after the other."""
    header: list[int] = []
    parts: dict[str, list[Any]] = {"t_n": [0] * _HEADER, "t_f": [], "t_k": []}
    for name, value in zip(tables._fields, tables, strict=True):
        if name in _SCALARS:
            header += [value, 1]
        else:
            home = parts[_home(name)]
            header += [len(home), len(value)]
            home.extend(value)
    size = 0
    for table in MUTABLE.values():
        header.append(size)
        size += len(getattr(tables, table))
    return header, parts


def _home(name: str) -> str:
    return "t_f" if name in _FLOATS else "t_k" if name in _KEYS else "t_n"


class _Rewriter(ast.NodeTransformer):
    """Turns reads of ``Tables`` into reads of the packed arrays; with *header* their places are settled."""

    def __init__(self, header: list[int] | None = None) -> None:
        self.header = header

    def _at(self, place: int) -> ast.expr:
        if self.header is not None:
            return ast.Constant(self.header[place])
        return ast.Subscript(ast.Name("t_n", ast.Load()), ast.Constant(place), ast.Load())

    def _of(self, name: str, part: int) -> ast.expr:
        return self._at(2 * _PLACES[name] + part)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function takes the packed arrays for the tables and for what changes."""
        names = [arg.arg for arg in node.args.args if kept_as(arg.arg) is None]
        node.args.args = [ast.arg(part) for name in names for part in (_PARTS if name == "t" else (name,))]
        node.returns = None
        self.generic_visit(node)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | list[ast.stmt]:
        """What changes in a history is neither made nor started one by one."""
        if made(node):
            return ast.Pass()
        targets, values = _pairs(node)
        if not any(isinstance(one, ast.Subscript) and isinstance(one.slice, ast.Slice) for one in targets):
            self.generic_visit(node)
            return node
        starts = [
            f"for n in range(len({ast.unparse(value)})):\n    {ast.unparse(one.value)}[n] = {ast.unparse(value)}[n]"
            for one, value in zip(targets, values, strict=True)
            if isinstance(one, ast.Subscript)
        ]
        return [self.visit(stmt) for stmt in ast.parse("\n".join(starts)).body]

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """An entry of a table."""
        name = _table(node.value)
        kept = kept_as(node.value.id) if isinstance(node.value, ast.Name) else None
        if kept is not None:
            first = self._at(_MUTABLE_PLACES[kept])
            return ast.Subscript(
                ast.Name("t_z", ast.Load()), ast.BinOp(first, ast.Add(), self.visit(node.slice)), node.ctx
            )
        if name is None:
            self.generic_visit(node)
            return node
        place = ast.BinOp(self._of(name, 0), ast.Add(), self.visit(node.slice))
        return ast.Subscript(ast.Name(_home(name), ast.Load()), place, node.ctx)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A number of the tables, or a whole table."""
        name = _table(node)
        if name is None:
            self.generic_visit(node)
            return node
        if name in _SCALARS:
            return self._of(name, 0)
        end = ast.BinOp(self._of(name, 0), ast.Add(), self._of(name, 1))
        return ast.Subscript(ast.Name(_home(name), ast.Load()), ast.Slice(self._of(name, 0), end), ast.Load())

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """The length of a table, or a function that is given the tables."""
        name = _table(node.args[0]) if node.args else None
        if isinstance(node.func, ast.Name) and node.func.id == "len" and name is not None:
            return self._of(name, 1)
        if isinstance(node.func, ast.Name) and node.func.id == "place" and name is not None:
            u, low, high = (self.visit(arg) for arg in node.args[1:])
            home, first = ast.Name(_home(name), ast.Load()), self._of(name, 0)
            ends = [ast.BinOp(self._of(name, 0), ast.Add(), end) for end in (low, high)]
            return ast.BinOp(ast.Call(node.func, [home, u, *ends], []), ast.Sub(), first)
        node.args = [
            new
            for arg in node.args
            for new in (
                [ast.Name(part, ast.Load()) for part in _PARTS]
                if isinstance(arg, ast.Name) and arg.id == "t"
                else []
                if isinstance(arg, ast.Name) and kept_as(arg.id) is not None
                else [self.visit(arg)]
            )
        ]
        node.func = self.visit(node.func)
        return node


def _pairs(node: ast.Assign) -> tuple[list[ast.expr], list[ast.expr]]:
    targets = [part for one in node.targets for part in (one.elts if isinstance(one, ast.Tuple) else [one])]
    return targets, node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]


def made(node: ast.Assign) -> bool:
    """True if *node* makes what changes in a history."""
    targets, values = _pairs(node)
    names = [kept_as(one.id) for one in targets if isinstance(one, ast.Name)]
    return bool(names) and all(names) and all(isinstance(v, ast.Call) for v in values)


def kept_as(name: str) -> str | None:
    """The name under which something that changes is packed."""
    name = "running" if name == "run" else name
    return name if name in MUTABLE else None


def _table(node: ast.AST) -> str | None:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "t":
        return node.attr
    return None


def rewritten(tables: Tables) -> ast.Module:
    """The functions of the loop made for *tables*, reading them packed."""
    header, _ = _layout(tables)
    return ast.fix_missing_locations(ast.Module([_Rewriter(header).visit(node) for node in special(tables)], []))


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
        return np.float64(mixed(own ^ source) >> s11) * scale

    @njit(inline="always")  # type: ignore[untyped-decorator,unused-ignore]
    def place(values: Any, u: Any, low: Any, high: Any) -> Any:
        while low < high:
            middle = (low + high) // 2
            if u < values[middle]:
                high = middle
            else:
                low = middle + 1
        return low

    known: dict[str, Any] = {"own_luck": own_luck, "draw": draw, "place": place, "NEVER": NEVER}
    exec(compile(source, loop.__file__, "exec"), known)  # noqa: S102 - the library's own source
    for name in FUNCTIONS:
        known[name] = njit(known[name])
    ready: Callable[..., None] = known["run"]
    return ready
