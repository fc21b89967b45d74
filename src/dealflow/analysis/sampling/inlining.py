"""Functions written out where they are called, so that what is called for every event costs no call.

A function can be written out if it has one way out, at its end, and the call is a statement of its own or the whole of
what a statement assigns.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from copy import deepcopy

__all__ = ["inlined"]


def inlined(function: ast.FunctionDef, others: Mapping[str, ast.FunctionDef]) -> ast.FunctionDef:
    """*function* with its calls of *others* written out, and the calls within these."""
    out = deepcopy(function)
    out.body = _block(out.body, others)
    return out


def _block(body: list[ast.stmt], others: Mapping[str, ast.FunctionDef]) -> list[ast.stmt]:
    out: list[ast.stmt] = []
    for stmt in body:
        call = _called(stmt, others)
        if call is not None:
            out.extend(_written_out(stmt, call, others[_name(call)], others))
            continue
        for name in ("body", "orelse"):
            if getattr(stmt, name, None):
                setattr(stmt, name, _block(getattr(stmt, name), others))
        out.append(stmt)
    return out


def _called(stmt: ast.stmt, others: Mapping[str, ast.FunctionDef]) -> ast.Call | None:
    value = stmt.value if isinstance(stmt, (ast.Assign, ast.Expr)) else None
    return value if isinstance(value, ast.Call) and _name(value) in others else None


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _written_out(
    stmt: ast.stmt, call: ast.Call, function: ast.FunctionDef, others: Mapping[str, ast.FunctionDef]
) -> list[ast.stmt]:
    """The body of *function* in the place of *stmt*, which calls it."""
    copy = deepcopy(function)
    copy.body = _block(copy.body[1:] if ast.get_docstring(copy) else copy.body, others)
    changed = {n.id for one in copy.body for n in ast.walk(one) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    renamed: dict[str, ast.expr] = {name: ast.Name(f"{copy.name}_{name}", ast.Load()) for name in changed}
    before: list[ast.stmt] = []
    for param, value in zip((arg.arg for arg in copy.args.args), call.args, strict=True):
        if param in changed or not isinstance(value, (ast.Name, ast.Constant)):
            renamed[param] = ast.Name(f"{copy.name}_{param}", ast.Load())
            before.append(ast.Assign([ast.Name(f"{copy.name}_{param}", ast.Store())], value))
        else:
            renamed[param] = value
    body = [_Renaming(renamed).visit(one) for one in copy.body]
    last = body.pop() if body and isinstance(body[-1], ast.Return) else None
    if any(isinstance(n, ast.Return) for one in body for n in ast.walk(one)):
        raise ValueError(f"{copy.name} has several ways out")
    if isinstance(stmt, ast.Assign) and isinstance(last, ast.Return) and last.value is not None:
        body.append(ast.Assign(stmt.targets, last.value))
    return [*before, *body]


class _Renaming(ast.NodeTransformer):
    """Gives the names of a function those that they have where it is written out."""

    def __init__(self, names: Mapping[str, ast.expr]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A name, or what stands for it."""
        found = self.names.get(node.id)
        if isinstance(found, ast.Name):
            return ast.Name(found.id, node.ctx)
        return node if found is None else deepcopy(found)
