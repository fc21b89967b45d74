"""The reference pages in docs/ are those that the definitions make today."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_reference_pages_are_current() -> None:
    """Every page that is made from the code is committed as it would be made now (else: python docs/generate.py)."""
    made: dict[str, str] = runpy.run_path(str(DOCS / "generate.py"))["pages"]()
    folder = DOCS / "reference"
    processes = {p.relative_to(folder).as_posix() for p in (folder / "processes").glob("*.md")}

    assert processes == {name for name in made if name.startswith("processes/")}
    for name, text in made.items():
        assert text == (folder / name).read_text(encoding="utf-8"), f"{name} is out of date"
