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
    changed = {
        n.id for one in copy.body for n in ast.walk(one) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    given = dict(zip((arg.arg for arg in copy.args.args), call.args, strict=True))
    last = copy.body.pop() if copy.body and isinstance(copy.body[-1], ast.Return) else None
    results = _paired(stmt, last)
    renamed: dict[str, ast.expr] = {name: ast.Name(f"{copy.name}_{name}", ast.Load()) for name in changed}
    renamed |= {name: ast.Name(to, ast.Load()) for name, to in _shared(results, given, changed).items()}
    before: list[ast.stmt] = []
    for param, value in given.items():
        if param not in changed and isinstance(value, (ast.Name, ast.Constant)):
            renamed[param] = value
            continue
        name = renamed.setdefault(param, ast.Name(f"{copy.name}_{param}", ast.Load()))
        before.extend(_assigned([(name, value)]))
    names = _Renaming(renamed)
    body = [names.visit(one) for one in copy.body]
    if any(isinstance(n, ast.Return) for one in body for n in ast.walk(one)):
        raise ValueError(f"{copy.name} has several ways out")
    return [*before, *body, *_assigned([(target, names.visit(value)) for target, value in results])]


def _paired(stmt: ast.stmt, last: ast.stmt | None) -> list[tuple[ast.expr, ast.expr]]:
    """What *stmt* assigns to, each with what a function returns for it."""
    if not isinstance(stmt, ast.Assign) or not isinstance(last, ast.Return) or last.value is None:
        return []
    target = stmt.targets[0]
    if isinstance(target, ast.Tuple) and isinstance(last.value, ast.Tuple):
        return list(zip(target.elts, last.value.elts, strict=True))
    return [(target, last.value)]


def _shared(
    results: list[tuple[ast.expr, ast.expr]], given: Mapping[str, ast.expr], changed: set[str]
) -> dict[str, str]:
    """The names of a function that can stand for what they are assigned to in the end, so that nothing is copied.

    That is so where the function is given nothing else of that name.
    """
    out: dict[str, str] = {}
    for target, value in results:
        if isinstance(target, ast.Name) and isinstance(value, ast.Name) and value.id in changed:
            others = (one for param, one in given.items() if param != value.id)
            used = {n.id for one in others for n in ast.walk(one) if isinstance(n, ast.Name)}
            if target.id not in used and value.id not in out and target.id not in out.values():
                out[value.id] = target.id
    return out


def _assigned(pairs: list[tuple[ast.expr, ast.expr]]) -> list[ast.stmt]:
    """Assignments, without those of a name to itself."""
    kept = [(to, value) for to, value in pairs if ast.unparse(to) != ast.unparse(value)]
    stored = [ast.parse(f"{ast.unparse(to)} = {ast.unparse(value)}").body[0] for to, value in kept]
    if len(stored) < 2:
        return stored
    left, right = (", ".join(ast.unparse(pair[k]) for pair in kept) for k in (0, 1))
    return ast.parse(f"{left} = {right}").body


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
