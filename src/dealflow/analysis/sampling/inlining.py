"""Functions written out where they are called, so that what is called for every event costs no call.

A function can be written out if it has one way out, at its end, and the call is a statement of its own or the whole of
what a statement assigns.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["inlined"]

Functions = Mapping[str, ast.FunctionDef]
Given = dict[str, ast.expr]
Pairs = list[tuple[ast.expr, ast.expr]]


def inlined(function: ast.FunctionDef, others: Functions) -> ast.FunctionDef:
    """*function* with its calls of *others* written out, and the calls within these."""
    out: ast.FunctionDef = _copied(function, {})
    out.body = list(_block(out.body, others))
    return out


def _block(body: list[ast.stmt], others: Functions) -> Iterator[ast.stmt]:
    for stmt in body:
        value = stmt.value if isinstance(stmt, (ast.Assign, ast.Expr)) else None
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in others:
            yield from _written_out(stmt, value, others[value.func.id], others)
            continue
        for name in ("body", "orelse"):
            if getattr(stmt, name, None):
                setattr(stmt, name, list(_block(getattr(stmt, name), others)))
        yield stmt


def _written_out(stmt: ast.stmt, call: ast.Call, function: ast.FunctionDef, others: Functions) -> Iterator[ast.stmt]:
    """The body of *function* in the place of *stmt*, which calls it."""
    inner = inlined(function, others)
    body = inner.body[1:] if ast.get_docstring(inner) else inner.body
    changed = {n.id for one in body for n in ast.walk(one) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    given: Given = dict(zip((arg.arg for arg in inner.args.args), call.args, strict=True))
    last = body.pop() if isinstance(body[-1], ast.Return) else None
    if any(isinstance(n, ast.Return) for one in body for n in ast.walk(one)):
        raise ValueError(f"{inner.name} has several ways out")
    results = _paired(stmt, last)
    names: Given = {name: ast.Name(f"{inner.name}_{name}", ast.Load()) for name in changed}
    names |= {name: ast.Name(to, ast.Load()) for name, to in _shared(results, given, changed).items()}
    before: Pairs = []
    for param, value in given.items():
        if param not in changed and isinstance(value, (ast.Name, ast.Constant)):
            names[param] = value
        else:
            before.append((names.setdefault(param, ast.Name(f"{inner.name}_{param}", ast.Load())), value))
    yield from _assigned(before)
    yield from (_copied(one, names) for one in body)
    yield from _assigned([(target, _copied(value, names)) for target, value in results])


def _paired(stmt: ast.stmt, last: ast.stmt | None) -> Pairs:
    """What *stmt* assigns to, each with what a function returns for it."""
    if not isinstance(stmt, ast.Assign) or not isinstance(last, ast.Return) or last.value is None:
        return []
    target = stmt.targets[0]
    if isinstance(target, ast.Tuple) and isinstance(last.value, ast.Tuple):
        return list(zip(target.elts, last.value.elts, strict=True))
    return [(target, last.value)]


def _shared(results: Pairs, given: Given, changed: set[str]) -> dict[str, str]:
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


def _assigned(pairs: Pairs) -> list[ast.stmt]:
    """An assignment of all *pairs* at once, without those of a name to itself."""
    kept = [
        (to, value)
        for to, value in pairs
        if not (isinstance(to, ast.Name) and isinstance(value, ast.Name) and to.id == value.id)
    ]
    if not kept:
        return []
    targets = [_stored(to) for to, _ in kept]
    if len(kept) == 1:
        return [ast.Assign(targets, kept[0][1], lineno=0)]
    values: list[ast.expr] = [value for _, value in kept]
    return [ast.Assign([ast.Tuple(targets, ast.Store())], ast.Tuple(values, ast.Load()), lineno=0)]


def _stored(target: ast.expr) -> ast.expr:
    return ast.Name(target.id, ast.Store()) if isinstance(target, ast.Name) else target


def _copied(node: Any, names: Given) -> Any:
    """A copy of *node* in which *names* stand for other names or constants."""
    if isinstance(node, list):
        return [_copied(one, names) for one in node]
    if isinstance(node, ast.Name):
        found = names.get(node.id)
        if isinstance(found, ast.Constant):
            return ast.Constant(found.value)
        return ast.Name(found.id if isinstance(found, ast.Name) else node.id, node.ctx)
    if not isinstance(node, ast.AST) or isinstance(node, (ast.expr_context, ast.operator, ast.cmpop)):
        return node
    return type(node)(**{name: _copied(value, names) for name, value in ast.iter_fields(node)})
