"""Functions written out where they are called do what the calls did."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.analysis.sampling.inlining import inlined

OTHERS = """
def twice(x, y):
    x += y
    y = x + 1
    return x, y

def less(values, n):
    total = 0
    for k in range(n):
        total -= values[k]
    values[0] = total
    return total

def threefold(n):
    total = 0
    for k in range(3):
        total += n
    return total

def noted(values, value):
    values[1] = value

def nested(values, a, b):
    a, b = twice(b, a)
    b = less(values, b % 3)
    return a
"""

CALLS = (
    "a, b = twice(a, b)",
    "b, a = twice(a, b)",
    "a, b = twice(b, a)",
    "a, b = twice(b, b + 1)",
    "b, c = twice(7, a)",
    "c = less(v, 2)",
    "v[2] = less(v, 1)",
    "b = threefold(b)",
    "a = threefold(b)",
    "noted(v, a - b)",
    "a = nested(v, a, b)",
    "a = nested(v, b, a)",
    "b = nested(v, b, b)",
    "if a > b:\n        a, c = twice(c, a)\n    else:\n        c = nested(v, c, a)",
)


def _functions(source: str) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


def _run(nodes: list[ast.stmt], *values: int) -> Any:
    known: dict[str, Any] = {}
    exec(compile(ast.fix_missing_locations(ast.Module(nodes, [])), "tried", "exec"), known)
    v = [3, 5, 7]
    return known["tried"](v, *values), v


@given(st.lists(st.sampled_from(CALLS), min_size=1, max_size=6), *(st.integers(-9, 9) for _ in range(3)))
def test_it_does_what_the_calls_did(calls: list[str], a: int, b: int, c: int) -> None:
    """Whatever is assigned to what, names that meet included."""
    body = "\n    ".join(calls)
    source = f"def tried(v, a, b, c):\n    {body}\n    return a, b, c\n"
    others = _functions(OTHERS)
    out = inlined(_functions(source)["tried"], others)

    assert not [n for n in ast.walk(out) if isinstance(n, ast.Call) and getattr(n.func, "id", "") in others]
    assert _run([out], a, b, c) == _run([*others.values(), *ast.parse(source).body], a, b, c)


def test_one_way_out() -> None:
    """A function that can be left in its middle is not written out."""
    others = _functions("def early(x):\n    if x:\n        return 1\n    return 2\n")

    with pytest.raises(ValueError, match="early has several ways out"):
        inlined(_functions("def tried(x):\n    y = early(x)\n    return y\n")["tried"], others)
