"""The event loop made for one deal, run by Python itself: tables and what changes are plain lists with a name each."""

from __future__ import annotations

import ast
from collections.abc import Callable
from types import CodeType
from typing import Any, Final

from dealflow.analysis.sampling import drawing
from dealflow.analysis.sampling.recent import Recent
from dealflow.analysis.sampling.settling import table_of
from dealflow.analysis.sampling.special import special
from dealflow.analysis.sampling.standing import STARTS
from dealflow.analysis.sampling.tables import Tables

__all__ = ["plain_run", "written"]


def plain_run(tables: Tables) -> Callable[..., None]:
    """``loop.run`` made for *tables*, without its first argument; what it returns is for one thread at a time."""
    known: dict[str, Any] = {f"t_{name}": value for name, value in zip(tables._fields, tables, strict=True)}
    known |= {f"s_{name}": getattr(tables, first).copy() for name, first in STARTS.items()}
    known |= {"own_luck": drawing.own_luck, "draw": drawing.draw}
    exec(_KNOWN.get(tables, _code), known)  # noqa: S102 - the library's own source
    run = known["run"]

    def ready(*args: Any) -> None:
        for name, first in STARTS.items():
            known[f"s_{name}"][:] = getattr(tables, first)
        run(*args)

    return ready


def written(tables: Tables) -> ast.Module:
    """The loop made for *tables*."""
    return ast.fix_missing_locations(ast.Module([_Plain().visit(node) for node in special(tables)], []))


_KNOWN: Final[Recent[CodeType]] = Recent()


def _code(tables: Tables) -> CodeType:
    return compile(written(tables), "the event loop of a deal", "exec")


class _Plain(ast.NodeTransformer):
    """Turns tables and what changes into lists that need not be passed on."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function without those arguments; in the one that draws, the lists are its own, which is faster."""
        node.args.args = [ast.arg(one.arg) for one in node.args.args if one.arg not in ("t", "s")]
        node.returns = None
        self.generic_visit(node)
        if node.name == "run":
            used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n.id[:2] in ("t_", "s_")}
            node.args.kwonlyargs = [ast.arg(name) for name in sorted(used)]
            node.args.kw_defaults = [ast.Name(name, ast.Load()) for name in sorted(used)]
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """What changes is not made here."""
        self.generic_visit(node)
        made = isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "standing_of"
        return ast.Pass() if made else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A table."""
        if isinstance(node.value, ast.Name) and node.value.id == "s":
            return ast.Name(f"s_{node.attr}", node.ctx)
        if table_of(node) is not None:
            return ast.Name(f"t_{node.attr}", node.ctx)
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A call without those arguments."""
        node.args = [a for a in node.args if not (isinstance(a, ast.Name) and a.id in ("t", "s"))]
        self.generic_visit(node)
        return node
