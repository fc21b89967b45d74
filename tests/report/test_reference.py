from __future__ import annotations

import pytest

from dealflow.catalogue import catalogue
from dealflow.model import Process
from dealflow.report.reference import diagram, page
from dealflow.report.rules import asked

ALL = pytest.mark.parametrize("process", list(catalogue()), ids=lambda p: p.id)


@ALL
def test_a_page_says_everything_that_the_definition_says(process: Process) -> None:
    """States, actions, clocks, gates, questions, limits and every rule, each by its name."""
    text = page(process)

    assert all(f"`{s.name}`" in text for s in process.states)
    assert all(f"`{a}`" in text for a in process.actions)
    assert all(f"### `{process.id}/{c.name}`" in text for c in process.clocks)
    assert all(g.text.replace("|", "\\|") in text for g in process.gates)
    assert all(f.question.replace("|", "\\|") in text for f in process.asks)
    assert all(c.text.replace("|", "\\|") in text for c in process.citations)


@ALL
def test_every_table_of_a_page_is_whole(process: Process) -> None:
    """Each row has as many cells as its header."""
    block: list[str] = []
    for line in [*page(process).splitlines(), ""]:
        if line.startswith("|"):
            block.append(line.replace("\\|", ""))
        elif block:
            assert 1 == len({row.count("|") for row in block}), block[0]
            block = []


@ALL
def test_a_diagram_draws_every_row_that_moves(process: Process) -> None:
    """One arrow for each pair of states that a row joins, and none else."""
    arrows = {(s, r.target) for r in process.transitions if r.target for s in r.source}
    drawn = [line.split(":")[0].split(" --> ") for line in diagram(process) if " --> " in line and "[*]" not in line]

    assert arrows == {(a.strip(), b.strip()) for a, b in drawn}


@ALL
def test_every_guard_has_words(process: Process) -> None:
    """No requirement is left without a sentence."""
    guards = [r.requires for r in process.transitions if r.requires] + [g.guard for g in process.gates]

    assert all(asked(guard) for guard in guards)


@ALL
def test_a_page_is_made_alike_twice(process: Process) -> None:
    """Same definition, same text."""
    assert page(process) == page(process)
