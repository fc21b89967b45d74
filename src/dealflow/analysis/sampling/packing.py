"""Tables in three arrays, and what changes in a fourth: what a compiler of arrays is given.

A compiler passes every array by value and counts its readers, so the tables are packed into whole numbers (``t_n``),
fractions (``t_f``) and keys (``t_k``), and where a history stands into one more (``t_z``). The source that ``special``
makes for a deal is rewritten to read them: ``t.w_kind[i]`` becomes ``t_n[5310 + i]``, ``s.state[i]`` becomes
``t_z[i]``. Nothing else about it changes.
"""

from __future__ import annotations

import ast
from typing import Any, Final, NamedTuple

from dealflow.analysis.sampling.settling import table_of
from dealflow.analysis.sampling.special import special
from dealflow.analysis.sampling.standing import STARTS
from dealflow.analysis.sampling.tables import Tables

__all__ = ["Packed", "packed", "rewritten"]

_FLOATS: Final = ("odds", "reach", "u_levels")
_KEYS: Final = ("g_keys", "h_keys", "u_keys")
_TABLES: Final = ("t_n", "t_f", "t_k")
_CHANGES: Final = "t_z"


class Packed(NamedTuple):
    """Tables in three arrays, and the one that a history writes."""

    numbers: Any
    fractions: Any
    keys: Any
    changes: Any


def packed(tables: Tables) -> Packed:
    """The same tables packed."""
    import numpy as np

    _, parts = _layout(tables)
    changes = [value for table in STARTS.values() for value in getattr(tables, table)]
    kinds = (np.int64, np.float64, np.uint64)
    numbers, fractions, keys = (np.array(parts[name], kind) for name, kind in zip(_TABLES, kinds, strict=True))
    return Packed(numbers, fractions, keys, np.array(changes, np.int64))


def _layout(tables: Tables) -> tuple[dict[str, tuple[int, int]], dict[str, list[Any]]]:
    """Where each table begins and how long it is, and all of them one after the other; a number stands for itself."""
    places: dict[str, tuple[int, int]] = {}
    parts: dict[str, list[Any]] = {name: [] for name in _TABLES}
    for name, value in zip(tables._fields, tables, strict=True):
        if isinstance(value, int):
            places[name] = (value, -1)
        else:
            home = parts[_home(name)]
            places[name] = (len(home), len(value))
            home.extend(value)
    size = 0
    for name, table in STARTS.items():
        places[f"s.{name}"] = (size, len(getattr(tables, table)))
        size += len(getattr(tables, table))
    return places, parts


def _home(name: str) -> str:
    return "t_f" if name in _FLOATS else "t_k" if name in _KEYS else "t_n"


def rewritten(tables: Tables) -> ast.Module:
    """The functions of the loop made for *tables*, reading them packed."""
    work = _Rewriter(_layout(tables)[0])
    return ast.fix_missing_locations(ast.Module([work.visit(node) for node in special(tables)], []))


class _Rewriter(ast.NodeTransformer):
    """Turns reads of tables, and what changes, into places in the packed arrays."""

    def __init__(self, places: dict[str, tuple[int, int]]) -> None:
        self.places = places

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function takes the packed arrays."""
        names = [arg.arg for arg in node.args.args]
        if node.name == "run":
            names.insert(1, "s")  # made by whoever calls it
        node.args.args = [ast.arg(part) for name in names for part in _parts(name)]
        node.returns = None
        self.generic_visit(node)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | list[ast.stmt]:
        """What changes is not made here, and begins again entry by entry."""
        if isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "standing_of":
            return ast.Pass()
        targets = [part for one in node.targets for part in (one.elts if isinstance(one, ast.Tuple) else [one])]
        if not any(isinstance(one, ast.Subscript) and isinstance(one.slice, ast.Slice) for one in targets):
            self.generic_visit(node)
            return node
        values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        starts = [
            f"for n in range(len({ast.unparse(value)})):\n    {ast.unparse(one.value)}[n] = {ast.unparse(value)}[n]"
            for one, value in zip(targets, values, strict=True)
            if isinstance(one, ast.Subscript)
        ]
        return [self.visit(stmt) for stmt in ast.parse("\n".join(starts)).body]

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """An entry of a table, or of what changes."""
        name = _name(node.value)
        if not name:
            self.generic_visit(node)
            return node
        array = _CHANGES if name.startswith("s.") else _home(name)
        index, first = self.visit(node.slice), self.places[name][0]
        if isinstance(index, ast.Constant) and isinstance(index.value, int):
            return ast.Subscript(ast.Name(array, ast.Load()), ast.Constant(first + index.value), node.ctx)
        place = index if first == 0 else ast.BinOp(ast.Constant(first), ast.Add(), index)
        index = ast.Call(ast.Name("unsigned", ast.Load()), [place], [])
        return ast.Subscript(ast.Name(array, ast.Load()), index, node.ctx)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """The length of a table, or a function that is given the arrays."""
        name = _name(node.args[0]) if node.args else ""
        if isinstance(node.func, ast.Name) and node.func.id == "len" and name:
            return ast.Constant(self.places[name][1])
        node.args = [
            new
            for arg in node.args
            for new in (
                [ast.Name(part, ast.Load()) for part in _parts(arg.id)]
                if isinstance(arg, ast.Name) and arg.id in ("t", "s")
                else [self.visit(arg)]
            )
        ]
        return node


def _parts(name: str) -> tuple[str, ...]:
    """The arrays that stand for an argument."""
    return _TABLES if name == "t" else (_CHANGES,) if name == "s" else (name,)


def _name(node: ast.AST) -> str:
    """The name of the table that *node* is, or of the list that changes; else nothing."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "s":
        return f"s.{node.attr}"
    return table_of(node) or ""
