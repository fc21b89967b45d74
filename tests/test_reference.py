"""The reference pages in docs/ are those that the definitions make today."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_reference_pages_are_current() -> None:
    """Every page that is made from the code is committed as it would be made now (else: python docs/generate.py)."""
    made: dict[str, str] = runpy.run_path(str(DOCS / "generate.py"))["pages"]()
    committed = {
        str(p.relative_to(DOCS / "reference").as_posix()): p.read_text(encoding="utf-8")
        for p in (DOCS / "reference").rglob("*.md")
        if p.relative_to(DOCS / "reference").as_posix() != "index.md"
    }

    assert sorted(made) == sorted(committed)
    for name, text in made.items():
        assert text == committed[name], f"{name} is out of date"
