"""What holds of the Chinese technology export licence on every path, by walking all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealflow.kernel import Act, Event, Snapshot, decide, evolve, options, settle
from dealflow.kernel import start as begin
from dealflow.model import CLOCK, Deal
from dealflow.regimes.cn_tech_export import LETTER_HELD, TECH_EXPORT
from regimes.cn_tech_deal import CN, DEAL, LETTER_ISSUED, ONE, deal, on_day

TODAY = date(2024, 6, 3)
Place = tuple[tuple[str, ...], tuple[date | None, ...], str]


def _walk(of: Deal, first: Snapshot) -> Iterator[tuple[Snapshot, Event]]:
    """Every act that is possible on the day of *first*, from every combination of states that such acts lead to."""
    todo, seen = [first], set[Place]()
    while todo:
        at = todo.pop()
        place = (tuple(at.states.values()), at.milestones, at.terms)
        if place in seen:
            continue
        seen.add(place)
        for option in options(of, at):
            details = {"terms": of.initial_terms} if option.action == "amend" else {}
            got = decide(of, at, Act(option.id, at.day, option.by[0], details=details))
            if isinstance(got, Event):
                todo.append(evolve(of, at, got))
                yield at, got


class TestEverySequenceOfActs:
    """What holds on every path, by walking all of them."""

    def test_every_row_can_be_taken(self) -> None:
        """Each row of the table is taken from each of its states, under some terms; the rows of a clock fall."""
        expired = settle(DEAL, on_day("2020-09-01", *LETTER_ISSUED), TODAY)
        taken = {(e.was, e.action) for _, e in _walk(DEAL, expired)}
        for terms in ("with_algorithm", "forbidden", "secret", "free", "without_algorithm"):
            of = deal(terms)
            taken |= {(e.was, e.action) for _, e in _walk(of, begin(of, TODAY)) if e.process == CN}
        rows = {(source, row.action) for row in TECH_EXPORT.transitions for source in row.source if CLOCK not in row.by}

        assert {("letter_valid", "extend_letter")} == rows - taken  # the law of 2001: tried with the letter
        assert "letter_expired" == expired.process(CN).state

    @pytest.mark.parametrize("terms", ["with_algorithm", "secret"])
    def test_no_step_without_its_document(self, terms: str) -> None:
        """No negotiation and no signature without a letter in force, no closing without the licence."""
        of = deal(terms)
        for before, event in _walk(of, begin(of, TODAY)):
            if event.process == "agreement" and event.action in ("negotiate", "sign"):
                assert before.process(CN).state in LETTER_HELD
            if event.process == "agreement" and event.action == "close":
                assert "licensed" == before.process(CN).state

    def test_no_licence_without_a_letter(self) -> None:
        """Take the letter out of the table and neither the licence nor a signed contract can be reached."""
        reached, todo = {"unclassified"}, ["unclassified"]
        while todo:
            for row in TECH_EXPORT.rows(todo.pop()):
                if row.target and row.target != "letter_valid" and row.target not in reached:
                    reached.add(row.target)
                    todo.append(row.target)

        assert set() == {*LETTER_HELD, "contract_refused", "termination_unrecorded"} & reached

    @settings(max_examples=60)
    @given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 30)), max_size=40))
    def test_closing_follows_the_licence_on_random_paths(self, choices: list[tuple[int, int]]) -> None:
        """However the parties and authorities act and wait, closing comes after a letter and a licence."""
        of, at, past = deal(), on_day("2020-09-01"), []
        for pick, wait in choices:
            at = settle(of, at, at.day + wait * ONE)
            open_now = [o for o in options(of, at) if o.permitted and o.action not in ("amend", "extend_letter")]
            if not open_now:
                break
            option = open_now[pick % len(open_now)]
            got = decide(of, at, Act(option.id, at.day, option.by[0]))
            assert isinstance(got, Event)
            at = evolve(of, at, got)
            past.append(got.action)
        if "close" in past:
            assert past.index("issue_letter") < past.index("sign") < past.index("issue_licence") < past.index("close")
