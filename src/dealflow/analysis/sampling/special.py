"""The event loop made for one deal: what its tables settle is settled in the source before it runs.

A table with one value is that value, a comparison that every entry of a table decides is decided, and a branch that
cannot be taken goes. Requirements and what is asked before a choice are written out as conditions. What is left tells
the same histories as ``loop`` does.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Sequence
from typing import Final

from dealflow.analysis.sampling import asking, counting, drawing, loop, tables
from dealflow.analysis.sampling.days import NEVER
from dealflow.analysis.sampling.inlining import inlined
from dealflow.analysis.sampling.settling import Settled
from dealflow.analysis.sampling.tables import Tables

__all__ = ["FUNCTIONS", "special"]

FUNCTIONS: Final = (
    "failing", "turning", "asked", "before", "starting", "clock_stopped", "period_of", "resumed", "clock_resumed",
    "clock_changed", "recount", "counted_again", "reckoned", "run",
)  # fmt: skip
"""The functions that are left, each after those that it calls."""

_WRITTEN_OUT: Final = (
    "told", "begun", "opened", "drawn", "spent", "left", "placed", "regrouped", "due_on", "due_day", "looked_at",
    "looked_over", "available", "within", "moved", "counted_from", "clocks_moved", "clock_started", "ended", "lapsing",
    "first_lapse",
)  # fmt: skip
"""Those that are written out where they are called."""

_CONSTANTS: Final = {
    "NEVER": NEVER, "GOES_ON": loop.GOES_ON, "ASK": loop.ASK, "MOST_EVENTS": loop.MOST_EVENTS, "END": tables.END,
    "START_IF": tables.START_IF, "START": tables.START, "RESTART": tables.RESTART, "EXTEND": tables.EXTEND,
    "LENGTH": tables.LENGTH, "SETDAY": tables.SETDAY, "STOP": tables.STOP, "RESUME": tables.RESUME,
}  # fmt: skip


def special(t: Tables) -> list[ast.stmt]:
    """The functions of the loop for *t*, which they still read as ``t``, and where a history stands as ``s``."""
    nodes = {node.name: node for module in (asking, counting, drawing, loop)
             for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.FunctionDef)}  # fmt: skip
    nodes["failing"].body = _failing(t)
    nodes["asked"].body = _asked(t)
    others = {name: nodes[name] for name in _WRITTEN_OUT}
    kept = [inlined(nodes[name], others) for name in FUNCTIONS]
    return [Settled(t, node, _CONSTANTS).visit(node) for node in kept]


# ------------------------------------------------------------------------------------------------ written out


def _failing(t: Tables) -> list[ast.stmt]:
    """The body of ``failing``: the conditions of each requirement."""
    bodies = []
    for q in range(len(t.q_first)):
        lines = [f"if not ({_met(t, k)}):\n    return {k}\n" for k in range(t.q_first[q], t.q_end[q])]
        bodies.append("".join(lines) + "return -1\n")
    return ast.parse(_switch("q", bodies)).body


def _asked(t: Tables) -> list[ast.stmt]:
    """The body of ``asked``: which of the requirements of a choice is met, and if none, what could change that."""
    bodies = []
    for a in range(len(t.a_first)):
        lines = []
        guards = t.a_guard[t.a_first[a] : t.a_end[a]]
        for n, q in enumerate(guards):
            word = "if"
            for k in range(t.q_first[q], t.q_end[q]):
                turns = any(2 <= t.l_kind[m] <= 6 for m in range(t.k_first[k], t.k_end[k]))
                wake = f"turning(t, s, {k}, day, terms)" if turns else "NEVER"
                first = f"s.seen[0], s.seen[1] = {t.k_needs[k]}, {wake}"
                more = f"s.seen[0], s.seen[1] = s.seen[0] | {t.k_needs[k]}, min(s.seen[1], {wake})"
                lines.append(f"{word} not ({_met(t, k)}):\n    {more if n else first}\n")
                word = "elif"
            lines.append(f"else:\n    return {n}\n" if word == "elif" else f"return {n}\n")
        bodies.append("".join(lines) + "return -1\n" if guards else "s.seen[0], s.seen[1] = 0, NEVER\nreturn -1\n")
    return ast.parse(_switch("a", bodies)).body


def _met(t: Tables, k: int) -> str:
    return " or ".join(_literal(t, n) for n in range(t.k_first[k], t.k_end[k])) or "False"


def _literal(t: Tables, n: int) -> str:
    kind, of, value, wanted = t.l_kind[n], t.l_of[n], t.l_value[n], t.l_wanted[n]
    if kind == 0:
        single = value > 0 and value & (value - 1) == 0
        return f"s.state[{of}] == {value.bit_length() - 1}" if single else f"({value} >> s.state[{of}]) & 1 == 1"
    if kind == 1:
        return f"s.milestone[{of}] == {wanted}"
    if kind == 2:
        return f"t.table[{value} + terms * {t.horizon + 2} + day] == 1"
    if kind == 3:
        return f"day <= s.dates[{of}]" if wanted == 1 else f"day > s.dates[{of}]"
    if kind == 7:
        text = f"(s.approved[{of}] < 0 or s.approved[{of}] == t.covers[{of * t.n_terms} + terms])"
    elif kind == 6:
        text = f"(s.running[{of}] == 1 and s.start[{of}] + {value} <= day)"
    else:
        passed = f"day > s.last[{of}]" if t.c_last_day[of] == 1 else f"day >= s.last[{of}]"
        text = f"(s.running[{of}] == 1 and {passed})" if kind == 5 else f"(s.running[{of}] == 1 and not {passed})"
    return text if wanted == 1 else f"not {text}"


def _switch(name: str, bodies: Sequence[str], first: int = 0) -> str:
    """Source that goes to the body with the number that *name* has, by halves."""
    if len(bodies) == 1:
        return bodies[0]
    half = len(bodies) // 2
    low, high = _switch(name, bodies[:half], first), _switch(name, bodies[half:], first + half)
    test = f"{name} == {first}" if half == 1 else f"{name} < {first + half}"
    return f"if {test}:\n{_indented(low)}{high}"


def _indented(text: str) -> str:
    return "".join(f" {line}\n" for line in text.splitlines())
