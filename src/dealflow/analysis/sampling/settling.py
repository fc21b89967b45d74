"""What the tables of a deal settle in a function of the event loop, settled in its source.

A table with one value is that value, a comparison that every entry of a table decides is decided, and a branch that
cannot be taken goes.
"""
# ruff: noqa: PLR0911 - one case for each kind of node

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from dealflow.analysis.sampling.tables import Tables

__all__ = ["Settled", "table_of"]

_OPS: Final[dict[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip


def table_of(node: ast.AST) -> str | None:
    """The name of the table that *node* is."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "t":
        return node.attr
    return None


def _taken(target: ast.expr, value: ast.expr | None) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that an assignment gives a value, each with it; None if it is not known."""
    if isinstance(target, ast.Tuple):
        values = value.elts if isinstance(value, ast.Tuple) else [None] * len(target.elts)
        for one, part in zip(target.elts, values, strict=True):
            yield from _taken(one, part)
    elif isinstance(target, ast.Name):
        yield target.id, value


class Settled(ast.NodeTransformer):
    """Settles in a function what the tables decide."""

    def __init__(self, tables: Tables, function: ast.FunctionDef, constants: Mapping[str, int]) -> None:
        self.t = tables
        self.constants = constants
        self.values: dict[str, frozenset[Any]] = {}
        self.names: dict[str, frozenset[Any] | None] = self._names(function)

    def _names(self, function: ast.FunctionDef) -> dict[str, frozenset[Any] | None]:
        """The values that each local name can have; None if that is not known."""
        taken: list[tuple[str, ast.expr | None]] = [(arg.arg, None) for arg in function.args.args]
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    taken.extend(_taken(target, node.value))
            elif isinstance(node, (ast.AugAssign, ast.AnnAssign, ast.For)):
                taken.extend(_taken(node.target, None))
        out: dict[str, frozenset[Any] | None] = {}
        before: dict[str, frozenset[Any] | None] | None = None
        while out != before:
            before = dict(out)
            for name, value in taken:
                found = None if value is None else self.known(value, before)
                had = out.get(name, frozenset())
                out[name] = None if found is None or had is None else had | found
        return out

    def known(self, node: ast.expr, out: dict[str, frozenset[Any] | None] | None = None) -> frozenset[Any] | None:
        """The values that *node* can have; None if that is not known."""
        if isinstance(node, ast.Constant):
            return frozenset((node.value,))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            return frozenset((-node.operand.value,))  # type: ignore[operator]
        if isinstance(node, ast.Name) and node.id in self.constants:
            return frozenset((self.constants[node.id],))
        if isinstance(node, ast.Name):
            return self.names.get(node.id) if out is None else out.get(node.id, frozenset())
        if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
            name = table_of(node.value)
            if name is not None:
                if name not in self.values:
                    self.values[name] = frozenset(getattr(self.t, name))
                return self.values[name] or None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len":
            name = table_of(node.args[0])
            return None if name is None else frozenset((len(getattr(self.t, name)),))
        if isinstance(node, ast.Attribute) and isinstance(getattr(self.t, table_of(node) or "", None), int):
            return frozenset((getattr(self.t, node.attr),))
        return None

    def _constant(self, node: ast.expr) -> ast.expr:
        found = self.known(node)
        return ast.Constant(next(iter(found))) if found is not None and len(found) == 1 else node

    def visit_Assign(self, node: ast.Assign) -> ast.stmt | list[ast.stmt]:
        """What is assigned, unless it is the only value of the name."""
        self.generic_visit(node)
        settled = all(isinstance(one, ast.Name) and len(self.names.get(one.id) or ()) == 1 for one in node.targets)
        return [] if settled else node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A name that has but one value."""
        return self._constant(node) if isinstance(node.ctx, ast.Load) else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """A number of the tables."""
        return self._constant(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """An entry of a table whose entries are all the same."""
        self.generic_visit(node)
        return self._constant(node) if isinstance(node.ctx, ast.Load) else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """The length of a table."""
        name = table_of(node.args[0]) if node.args else None
        if name is not None and isinstance(node.func, ast.Name) and node.func.id == "len":
            return ast.Constant(len(getattr(self.t, name)))
        self.generic_visit(node)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """A sum of numbers, or with nothing."""
        self.generic_visit(node)
        left, right = node.left, node.right
        if isinstance(left, ast.Constant) and isinstance(right, ast.Constant):
            return ast.Constant(eval(compile(ast.fix_missing_locations(ast.Expression(node)), "", "eval")))  # noqa: S307
        if isinstance(node.op, ast.Add) and isinstance(right, ast.Constant) and right.value == 0:
            return left
        if isinstance(node.op, ast.Mult) and isinstance(right, ast.Constant) and right.value == 1:
            return left
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """A comparison that comes out the same whatever the entries."""
        ends = [self.known(one) for one in (node.left, *node.comparators)]
        results: set[bool] = set()
        if len(node.ops) == 1 and ends[0] and ends[1] and len(ends[0]) * len(ends[1]) < 20_000:
            test = _OPS[type(node.ops[0])]
            results = {test(a, b) for a in ends[0] for b in ends[1]}
        if len(results) == 1:
            return ast.Constant(results.pop())
        self.generic_visit(node)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        """And, or: without the parts that are settled."""
        self.generic_visit(node)
        decides = isinstance(node.op, ast.Or)
        kept: list[ast.expr] = []
        for one in node.values:
            if not isinstance(one, ast.Constant):
                kept.append(one)
            elif bool(one.value) is decides:
                kept.append(one)
                break
        if not kept:
            return ast.Constant(not decides)
        calls = any(isinstance(one, ast.Call) for part in kept for one in ast.walk(part))
        if len(kept) == 1 or (isinstance(kept[-1], ast.Constant) and not calls):
            return kept[-1]
        node.values = kept
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        """Not, of what is settled."""
        self.generic_visit(node)
        if isinstance(node.op, ast.Not) and isinstance(node.operand, ast.Constant):
            return ast.Constant(not node.operand.value)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        """One of two values."""
        self.generic_visit(node)
        if isinstance(node.test, ast.Constant):
            return node.body if node.test.value else node.orelse
        return node

    def visit_If(self, node: ast.If) -> ast.stmt | list[ast.stmt]:
        """A branch: only what can be reached of it."""
        node.test = self.visit(node.test)
        if isinstance(node.test, ast.Constant):
            return self._block(node.body if node.test.value else node.orelse)
        node.body, node.orelse = self._block(node.body) or [ast.Pass()], self._block(node.orelse)
        return node

    def visit_For(self, node: ast.For) -> ast.stmt | list[ast.stmt]:
        """A loop, unless it never turns."""
        if isinstance(node.iter, ast.Call) and len(node.iter.args) == 2:
            tables = [table_of(one.value) if isinstance(one, ast.Subscript) else None for one in node.iter.args]
            if all(tables) and getattr(self.t, tables[0] or "") == getattr(self.t, tables[1] or ""):
                return []
        node.iter = self.visit(node.iter)
        if isinstance(node.iter, ast.Call) and all(isinstance(one, ast.Constant) for one in node.iter.args):
            numbers = [one.value for one in node.iter.args if isinstance(one, ast.Constant)]
            if not range(*numbers):  # type: ignore[arg-type]
                return []
        node.body = self._block(node.body) or [ast.Pass()]
        return [] if all(isinstance(one, ast.Pass) for one in node.body) else node

    def visit_While(self, node: ast.While) -> ast.stmt | list[ast.stmt]:
        """A loop, unless it never turns."""
        node.test = self.visit(node.test)
        if isinstance(node.test, ast.Constant) and not node.test.value:
            return []
        node.body = self._block(node.body) or [ast.Pass()]
        return node

    def _block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        out: list[ast.stmt] = []
        for stmt in body:
            found = self.visit(stmt)
            out.extend(found if isinstance(found, list) else [] if found is None else [found])
        return out
