"""The drawing of the rooms, proved from the imports: deferred and typing-only ones count like any other.

The checker reads the source with `ast` and imports nothing of the library. First come its rules, then the library under
those rules, then planted violations, each of which must be caught.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

REPOSITORY = Path(__file__).parent.parent
TOP_LEVEL = {"CHANGELOG.md", "LICENSE", "Makefile", "README.md", "docs", "examples", "pyproject.toml", "src", "tests"}

# A line imports only from lines below it; names on one line are strangers to each other.
# __main__ is `python -m dealflow`, __init__ the public names.
DRAWING = """
__main__
cli
__init__
report | testing
live
analysis
scenario
log | beliefs | catalogue
kernel | regimes | commercial
model
calendars
citation
errors
"""
DEPTH = {room: depth for depth, line in enumerate(DRAWING.split("\n")) for room in line.split(" | ") if room}
STRANGERS_WITHIN = {"regimes"}  # one authority, one file, and none knows another

DOORS = {  # somebody else's package, and the rooms that may ask for it
    "transitions": {"live"},
    "hypothesis": {"testing"},
    "random": {"analysis"},
    "numpy": {"analysis"},
    "pandas": {"analysis"},
    "polars": {"analysis"},
    "numba": {"analysis"},
    "click": {"cli"},
    "rich": {"cli", "report"},
}
BY_COMPUTED_NAME = {"__init__", "catalogue", "cli"}  # rooms that may import a module whose name is not written out
CLOCK_READERS = {"cli"}
WALL_CLOCK = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
}
MEANINGLESS = {"base", "common", "helpers", "types", "utils"}


# --------------------------------------------------------------------------------------------------- reading the source


class Module(NamedTuple):
    """A source file: its full name, its room (the first name below the package), its path and syntax tree."""

    name: str
    room: str
    path: Path
    tree: ast.Module

    def at(self, line: int) -> str:
        """The place of a finding, for the reader of a failure."""
        return f"{self.name}, line {line}"


Library = dict[str, Module]


def read(source: Path) -> Library:
    """Every module under the package folder *source* by its full name; an __init__ file goes by its package's name."""
    library = {}
    for path in sorted(source.rglob("*.py")):
        parts = path.relative_to(source.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        library[name] = Module(name, parts[1], path, ast.parse(path.read_text(encoding="utf-8"), str(path)))
    return library


def asked_for(module: Module) -> Iterator[tuple[str | None, int]]:
    """The full name and line of everything *module* imports, wherever it stands; None for a computed name."""
    package = module.name.split(".") if module.path.stem == "__init__" else module.name.split(".")[:-1]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            climbed = package[: len(package) - node.level + 1] if node.level else []
            origin = [*climbed, *([node.module] if node.module else [])]
            yield from ((".".join([*origin, alias.name]), node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"import_module", "__import__"}:
            yield _written_name(node), node.lineno


def _written_name(call: ast.Call) -> str | None:
    """The module that a call of import_module names: a string, or the part of an f-string before its first value."""
    match call.args:
        case [ast.Constant(value=str(name)) | ast.JoinedStr(values=[ast.Constant(value=str(name)), *_]), *_]:
            return name.rstrip(".") if not name.startswith(".") else None
    return None


def reached(target: str | None, library: Library) -> Module | None:
    """The module of the library that an import of *target* reaches; None for somebody else's."""
    while target:
        if target in library:
            return library[target]
        target = target.rpartition(".")[0]
    return None


def names_read(module: Module) -> Iterator[tuple[str, int]]:
    """The dotted names that *module* reads, each under its full name, whatever it was imported as."""
    full: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            full |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            full |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute | ast.Name):
            head, dot, rest = ast.unparse(node).partition(".")
            yield full.get(head, head) + dot + rest, node.lineno


# ------------------------------------------------------------------------------------------------------------ the rules


def outside_the_drawing(library: Library) -> Iterator[str]:
    """Modules in a room that the drawing does not have."""
    yield from (
        f"{module.name} is in no room of the drawing" for module in library.values() if module.room not in DEPTH
    )


def against_the_drawing(library: Library) -> Iterator[str]:
    """Imports from the same line of the drawing or from a line above."""
    for module in library.values():
        for target, line in asked_for(module):
            other = reached(target, library)
            if other and other is not module and not _may_know(module, other):
                yield f"{module.at(line)}: {module.room} may not know {other.name} (asks for {target})"


def _may_know(module: Module, other: Module) -> bool:
    if module.room == other.room:
        return module.room not in STRANGERS_WITHIN
    return DEPTH.get(module.room, 0) < DEPTH.get(other.room, 0)


def past_the_door(library: Library) -> Iterator[str]:
    """Imports of somebody else's package by a room that is not its door, and imports nobody can follow."""
    for module in library.values():
        for target, line in asked_for(module):
            if target is None and module.room not in BY_COMPUTED_NAME:
                yield f"{module.at(line)}: the name of an import is computed"
            elif target and module.room not in DOORS.get(package := target.split(".")[0], {module.room}):
                yield f"{module.at(line)}: {package} comes in by {' and '.join(sorted(DOORS[package]))} only"


def reading_the_clock(library: Library) -> Iterator[str]:
    """Reads of the wall clock anywhere but in the command."""
    for module in library.values():
        if module.room not in CLOCK_READERS:
            read_here = ((name, line) for name, line in names_read(module) if name in WALL_CLOCK)
            yield from (f"{module.at(line)}: reads {name}; take as_of instead" for name, line in read_here)


def without_meaning(library: Library) -> Iterator[str]:
    """Modules and packages whose name says nothing of what is in them."""
    for module in library.values():
        if MEANINGLESS & {part.strip("_") for part in module.name.split(".")}:
            yield f"{module.name}: name it after what is in it"


def in_a_circle(library: Library) -> Iterator[str]:
    """Modules that import each other, however far the way round; each circle once."""
    knows = {
        module.name: {
            other.name for target, _ in asked_for(module) if (other := reached(target, library)) and other is not module
        }
        for module in library.values()
    }
    while knows:
        if ends := {name for name, others in knows.items() if not others & knows.keys()}:
            gone = ends
        else:  # every module left knows one that is left, so that any way on must close
            way = [min(knows)]
            while (following := min(knows[way[-1]] & knows.keys())) not in way:
                way.append(following)
            circle = way[way.index(following) :]
            yield " -> ".join([*circle, following])
            gone = set(circle)
        knows = {name: others for name, others in knows.items() if name not in gone}


Rule = Callable[[Library], Iterator[str]]
RULES: list[Rule] = [
    outside_the_drawing,
    against_the_drawing,
    past_the_door,
    reading_the_clock,
    without_meaning,
    in_a_circle,
]


# ---------------------------------------------------------------------------------------------------------- the library


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_library_keeps_the_rule(rule: Rule) -> None:
    """No module of the library breaks a rule of the house."""
    assert [] == list(rule(read(REPOSITORY / "src" / "dealflow")))


def test_the_repository_has_only_its_known_entries() -> None:
    """At the top stand the named files, four folders and dot files; under src, the one package."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip(f"not a git checkout: {listing.stderr.strip()}")
    paths = [Path(name).parts for name in listing.stdout.split("\0") if name]

    assert set() == {parts[0] for parts in paths if not parts[0].startswith(".")} - TOP_LEVEL
    assert {"dealflow"} >= {parts[1] for parts in paths if parts[0] == "src"}


# --------------------------------------------------------------------------------------- the checker under its own test

Files = Mapping[str, str]

PLANTED: list[tuple[Rule, Files, str]] = [
    (outside_the_drawing, {"attic/__init__.py": ""}, "dealflow.attic is in no room"),
    (
        against_the_drawing,
        {"errors.py": "import dealflow.citation", "citation.py": ""},
        "may not know dealflow.citation",
    ),
    (
        against_the_drawing,
        {"model/guard.py": "from dealflow import kernel", "kernel.py": ""},
        "may not know dealflow.kernel",
    ),
    (
        against_the_drawing,
        {"model/guard.py": "from ..kernel import decide", "kernel.py": ""},
        "may not know dealflow.kernel",
    ),
    (
        against_the_drawing,
        {"log.py": "from dealflow.beliefs import x", "beliefs.py": ""},
        "may not know dealflow.beliefs",
    ),
    (
        against_the_drawing,
        {"kernel/step.py": "def f():\n    from dealflow.regimes.us import P", "regimes/us.py": ""},
        "dealflow.kernel.step, line 2: kernel may not know dealflow.regimes.us",
    ),
    (
        against_the_drawing,
        {
            "scenario.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from dealflow import live",
            "live/__init__.py": "",
        },
        "dealflow.scenario, line 3: scenario may not know dealflow.live",
    ),
    (
        against_the_drawing,
        {"regimes/us.py": "from dealflow.regimes import cn", "regimes/cn.py": ""},
        "dealflow.regimes.cn",
    ),
    (against_the_drawing, {"regimes/us.py": "from .cn import P", "regimes/cn.py": ""}, "dealflow.regimes.cn"),
    (against_the_drawing, {"report/html.py": "from dealflow import load", "__init__.py": ""}, "may not know dealflow"),
    (against_the_drawing, {"__init__.py": "from dealflow.cli import main", "cli.py": ""}, "may not know dealflow.cli"),
    (
        against_the_drawing,
        {"model/deal.py": "import importlib\nimportlib.import_module('dealflow.catalogue')", "catalogue.py": ""},
        "may not know dealflow.catalogue",
    ),
    (
        against_the_drawing,
        {
            "model/deal.py": "from importlib import import_module as im\nim('x')\n__import__(f'dealflow.cli.{1}')",
            "cli.py": "",
        },
        "may not know dealflow.cli",
    ),
    (
        past_the_door,
        {"kernel.py": "import importlib\nimportlib.import_module(name)"},
        "the name of an import is computed",
    ),
    (past_the_door, {"kernel.py": "from transitions.core import Machine"}, "transitions comes in by live only"),
    (past_the_door, {"analysis/explore.py": "def f():\n    import hypothesis"}, "hypothesis comes in by testing only"),
    (past_the_door, {"testing/machine.py": "import random"}, "random comes in by analysis only"),
    (past_the_door, {"live.py": "import numpy as np"}, "numpy comes in by analysis only"),
    (past_the_door, {"kernel/__init__.py": "from numba import njit"}, "numba comes in by analysis only"),
    (past_the_door, {"report/terminal.py": "import click"}, "click comes in by cli only"),
    (past_the_door, {"analysis/explain.py": "import rich.table"}, "rich comes in by cli and report only"),
    (reading_the_clock, {"log.py": "from datetime import date\nx = date.today()"}, "reads datetime.date.today"),
    (
        reading_the_clock,
        {"log.py": "import datetime as dt\nx = dt.datetime.now(dt.UTC)"},
        "reads datetime.datetime.now",
    ),
    (reading_the_clock, {"log.py": "from datetime import date as d\nf = {'default': d.today}"}, "datetime.date.today"),
    (
        reading_the_clock,
        {"report/ics.py": "import datetime\nx = datetime.datetime.utcnow()"},
        "datetime.datetime.utcnow",
    ),
    (reading_the_clock, {"live.py": "import time\nx = time.time()"}, "reads time.time"),
    (reading_the_clock, {"live.py": "from time import time_ns as t\nx = t()"}, "reads time.time_ns"),
    (without_meaning, {"utils.py": ""}, "dealflow.utils"),
    (without_meaning, {"model/_types.py": ""}, "dealflow.model._types"),
    (without_meaning, {"report/common/svg.py": ""}, "dealflow.report.common.svg"),
    (
        in_a_circle,
        {
            "model/a.py": "from dealflow.model import b",
            "model/b.py": "def f():\n    from .c import x",
            "model/c.py": "import dealflow.model.a",
        },
        "dealflow.model.a -> dealflow.model.b -> dealflow.model.c -> dealflow.model.a",
    ),
    (
        in_a_circle,
        {"model/__init__.py": "from dealflow.model.a import x", "model/a.py": "from dealflow.model import y"},
        "dealflow.model -> dealflow.model.a -> dealflow.model",
    ),
]

PERMITTED: list[Files] = [
    {},
    {"__init__.py": "import importlib\ndef __getattr__(n):\n    return importlib.import_module(TABLE[n])"},
    {
        "cli/__init__.py": "import click, rich\nfrom datetime import date\nfrom dealflow import load\nx = date.today()",
        "__init__.py": "",
    },
    {"__main__.py": "from dealflow.cli import main", "cli.py": ""},
    {
        "kernel/__init__.py": "from dealflow.kernel.step import f",
        "kernel/step.py": "from dealflow.model.guard import g",
        "model/guard.py": "",
    },
    {
        "catalogue.py": "from importlib import import_module\nimport_module(f'dealflow.regimes.{name}')",
        "regimes/us.py": "",
    },
    {
        "regimes/us.py": "from dealflow.model import *\nfrom dealflow.calendars.us import U",
        "model/__init__.py": "",
        "calendars/us.py": "",
    },
    {
        "live.py": "import transitions",
        "testing/x.py": "import hypothesis",
        "analysis/s.py": "import random, numpy, numba",
    },
    {"log.py": "from datetime import date, datetime\nimport time\nx = date(2020, 1, 1)\ny = time.perf_counter()"},
]


def _planted(folder: Path, files: Files) -> Library:
    package = folder / "dealflow"
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read(package)


@pytest.mark.parametrize(("rule", "files", "caught"), PLANTED)
def test_a_planted_violation_is_caught(tmp_path: Path, rule: Rule, files: Files, caught: str) -> None:
    """Whoever breaks a rule of the house is named, with the place."""
    findings = list(rule(_planted(tmp_path, files)))

    assert 1 == len(findings)
    assert caught in findings[0]


@pytest.mark.parametrize("files", PERMITTED)
def test_what_the_drawing_permits_passes_every_rule(tmp_path: Path, files: Files) -> None:
    """A rule that refuses good work is as wrong as one that lets bad work through."""
    library = _planted(tmp_path, files)

    assert [] == [finding for rule in RULES for finding in rule(library)]
