#!/usr/bin/env python3
"""Breaks the kernel, the model and the calendars on purpose, one place at a time, and counts which breaks go unnoticed.

Each mutant changes one expression or statement of one file. It is killed if a test fails, or does not end in time. The
work is done on copies of the tree, so that nobody is disturbed. The tables of days are data and left alone; so are
docstrings, annotations, and the texts of tables at the top level of a module.

    python tests/mutation/run.py --seed 1 --sample 400 --jobs 2
"""

from __future__ import annotations

import argparse
import ast
import copy
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("kernel", "model", "calendars")
DATA = {"china_days.py", "us_closures.py", "snapshot.py"}
# The tests that speak of a room; examples are tried first, properties only on what outlives them.
TESTS = {
    "kernel": ["tests/kernel"],
    "model": ["tests/model", "tests/kernel"],
    "calendars": ["tests/calendars", "tests/model"],
}
EXAMPLES = 30
"""How many examples a property gets: the same ones each time."""
LONGEST = 180.0
"""After so many seconds a mutant counts as killed: it does not end."""

SWAPS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.FloorDiv,),
    ast.FloorDiv: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """One change to one file: the whole new text of it, and the change in a line."""

    path: str
    line: int
    what: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Every mutant of one file, in the order of the file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(ROOT).as_posix()
    for number, node in enumerate(_inside_functions(tree)):
        for new, what in _changes(node):
            other = copy.deepcopy(tree)
            target = next(itertools.islice(_inside_functions(other), number, None))
            _replace(other, target, new)
            text = ast.unparse(ast.fix_missing_locations(other)) + "\n"
            yield Mutant(name, getattr(node, "lineno", 0), what, text)


def _inside_functions(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes of function bodies, annotations, decorators and docstrings left out."""
    for top in ast.walk(tree):
        if isinstance(top, ast.FunctionDef):
            yield from _plain(top.body[1:] if ast.get_docstring(top) is not None else top.body)


def _plain(nodes: list[ast.stmt]) -> Iterator[ast.AST]:
    todo: list[ast.AST] = [*reversed(nodes)]
    while todo:
        node = todo.pop()
        if isinstance(node, (ast.FunctionDef, ast.ImportFrom, ast.Import, ast.Raise)):
            continue  # an inner function is walked by itself; what an error says is tried by its own tests
        yield node
        inner = [
            c for c in ast.iter_child_nodes(node) if not (isinstance(node, ast.AnnAssign) and c is node.annotation)
        ]
        todo.extend(reversed(inner))


def _changes(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """What can be put in the place of *node*."""
    yield from _operators(node)
    if isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand, f"not {_short(node.operand)} -> {_short(node.operand)}"
    elif isinstance(node, (ast.If, ast.IfExp, ast.While)):
        for value in (True, False):
            if not (isinstance(node, ast.While) and value):
                new = copy.copy(node)
                new.test = ast.Constant(value)
                yield new, f"if {_short(node.test)} -> if {value}"
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield ast.comprehension(node.target, node.iter, [], node.is_async), f"if {_short(node.ifs[0])} -> (left out)"
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None)), f"return {_short(node.value)} -> return None"
    elif isinstance(node, (ast.AugAssign, ast.Continue, ast.Break)) or _is_call(node):
        yield ast.Pass(), f"{_short(node)} -> (left out)"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        called = ast.Call(ast.Name(CALLS[node.func.id], ast.Load()), node.args, node.keywords)
        yield called, f"{node.func.id}(...) -> {CALLS[node.func.id]}(...)"


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, (ast.Call, ast.Yield, ast.YieldFrom))


def _operators(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            for swap in SWAPS.get(type(op), ()):
                ops = [*node.ops[:i], swap(), *node.ops[i + 1 :]]
                new = ast.Compare(node.left, ops, node.comparators)  # type: ignore[arg-type]
                yield new, f"{_short(node)} -> {_short(new)}"
    elif isinstance(node, (ast.BoolOp, ast.BinOp, ast.AugAssign)):
        for swap in SWAPS.get(type(node.op), ()):
            changed = copy.copy(node)
            changed.op = swap()  # type: ignore[assignment]
            yield changed, f"{_short(node)} -> {_short(changed)}"


def _constants(node: ast.Constant) -> Iterator[tuple[ast.AST, str]]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value), f"{value} -> {not value}"
    elif isinstance(value, int):
        yield ast.Constant(value + 1), f"{value} -> {value + 1}"
    elif isinstance(value, str):
        yield ast.Constant(value + "X" if value else "X"), f"{value!r} -> {value + 'X'!r}"


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
            elif isinstance(value, list) and any(item is old for item in value):
                value[:] = [new if item is old else item for item in value]


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else text[:67] + "..."


# ------------------------------------------------------------------------------------------------------ running


def prepare(place: Path) -> None:
    """A copy of the tree at *place*, its properties cut down to a few examples, the same each time."""
    for part in ("src", "tests"):
        shutil.copytree(ROOT / part, place / part, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
    shutil.copy(ROOT / "pyproject.toml", place)
    for path in (place / "tests").rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"max_examples=\d+", f"max_examples={EXAMPLES}", text), encoding="utf-8")
    with (place / "tests" / "conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(
            f"\nsettings.register_profile('mutants', settings.get_profile('ci'), max_examples={EXAMPLES}, "
            "database=None)\nsettings.load_profile('mutants')\n"
        )


def fails(place: Path, room: str, only: str, longest: float) -> bool:
    """True if a test of *room* fails at *place*, or does not end in time; *only* selects by the mark of properties."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:benchmark"]
    env = {**os.environ, "PYTHONPATH": str(place / "src"), "PYTHONHASHSEED": "0"}
    try:
        run = subprocess.run(
            [*command, "-m", only, *TESTS[room]], cwd=place, env=env, capture_output=True, timeout=longest, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return run.returncode != 0


def outcome(place: Path, mutant: Mutant, stamp: int) -> str:
    """How *mutant* fared at *place*: killed by an example or a property, or survived."""
    path, room = place / mutant.path, mutant.path.split("/")[2]
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutant.text, encoding="utf-8")
        os.utime(path, (stamp, stamp))  # compiled files are recognised by their time
        for only, how in (("not hypothesis", "killed by an example"), ("hypothesis", "killed by a property")):
            if fails(place, room, only, LONGEST):
                return how
        return "survived"
    finally:
        path.write_text(before, encoding="utf-8")
        os.utime(path, (stamp + 1, stamp + 1))


def main() -> None:
    """Draw a sample, try it, and say what survived."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--sample", type=int, default=400)
    ask.add_argument("--jobs", type=int, default=2)
    ask.add_argument("--only", default="", help="only files whose path contains this")
    ask.add_argument("--again", type=Path, help="try again the mutants that an earlier output says survived")
    told = ask.parse_args()
    files = [p for room in ROOMS for p in sorted((ROOT / "src/dealflow" / room).glob("*.py")) if p.name not in DATA]
    every = [m for path in files if told.only in path.as_posix() for m in mutants_of(path)]
    sample = random.Random(told.seed).sample(every, min(told.sample, len(every)))
    if told.again:
        wanted = told.again.read_text(encoding="utf-8")
        sample = [m for m in every if f"survived: {m}\n" in wanted]
    print(f"{len(every)} mutants in {len(files)} files; {len(sample)} tried, seed {told.seed}", flush=True)
    begun, counted = time.monotonic(), {"killed by an example": 0, "killed by a property": 0, "survived": 0}
    with tempfile.TemporaryDirectory() as folder:
        free: SimpleQueue[Path] = SimpleQueue()
        for n in range(told.jobs):
            prepare(Path(folder) / str(n))
            free.put(Path(folder) / str(n))
        stamps = itertools.count(1_000_000_000, 2)
        for room in ROOMS:
            if fails(Path(folder) / "0", room, "hypothesis or not hypothesis", 10 * LONGEST):
                sys.exit(f"the tests of {room} fail before anything is broken")

        def one(numbered: tuple[int, Mutant]) -> tuple[Mutant, str]:
            place = free.get()
            try:
                return numbered[1], outcome(place, numbered[1], numbered[0])
            finally:
                free.put(place)

        with ThreadPoolExecutor(told.jobs) as pool:
            for mutant, how in pool.map(one, zip(stamps, sample, strict=False)):
                counted[how] += 1
                print(f"{how}: {mutant}", flush=True)
    killed = len(sample) - counted["survived"]
    print(f"{killed} of {len(sample)} killed ({killed / max(len(sample), 1):.1%}): {counted}")
    print(f"in {time.monotonic() - begun:.0f} seconds")


if __name__ == "__main__":
    main()
