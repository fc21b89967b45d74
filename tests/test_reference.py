"""The reference pages of docs/ are made from the definitions alone, and never kept where they could grow old."""

from __future__ import annotations

import runpy
import subprocess
from pathlib import Path

from dealflow.catalogue import catalogue

ROOT = Path(__file__).parent.parent
MADE: dict[str, str] = runpy.run_path(str(ROOT / "docs" / "generate.py"))["pages"]()


def test_every_process_has_its_page() -> None:
    """A page for each definition, in the list of processes, and each of its clocks in the lists of clocks."""
    for process in catalogue():
        assert f"processes/{process.id}.md" in MADE
        assert f"({process.id}.md)" in MADE["processes/index.md"]
        for clock in process.clocks:
            assert f"`{process.id}/{clock.name}`" in MADE["clocks.md"]
            assert f"`{process.id}/{clock.name}`" in MADE["silence.md"]


def test_every_source_stands_in_the_list_of_sources() -> None:
    """Whatever a definition cites as law is listed with how far it was checked."""
    for process in catalogue():
        for cited in process.citations:
            if cited.status.value != "contract":
                assert " ".join(cited.place.replace("|", "\\|").split()) in MADE["sources.md"]


def test_the_pages_are_made_alike_twice() -> None:
    """Same definitions, same pages."""
    assert runpy.run_path(str(ROOT / "docs" / "generate.py"))["pages"]() == MADE


def test_no_made_page_is_committed() -> None:
    """What is made is ignored by git: adding an authority changes its own file and its test, and nothing else."""
    if not (ROOT / ".git").exists():
        return
    tracked = subprocess.run(
        ["git", "ls-files", "docs/reference"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {f"docs/reference/{name}" for name in MADE} & set(tracked.stdout.splitlines())
