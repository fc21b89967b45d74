"""A stored record says what it led to, and replays to that, or says where and why not."""

from __future__ import annotations

import threading
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from dealflow.errors import LogError
from dealflow.kernel import Act, Refusal
from dealflow.log import Entry, Log, LogLine, fold
from dealflow.model import CLOCK, Bound, Clock, Deal, Length, Process, State, Transition, Unit, days
from log.entries import DEAL, ENTRIES, EXTEND, FILE, ISSUE, SAID, SIGN, D, act, day, said, write
from scenario.tiny import AGREEMENT, CATALOGUE, LICENCE, RULE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the log of a test is kept."""
    return tmp_path / "deal.log"


class TestReplay:
    """What was appended is read back, replayed and compared."""

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
    @given(entries=ENTRIES)
    def test_replay_gives_the_same(self, tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
        """What was appended reads back as it was and replays to the snapshot that its fold gives."""
        log, got = write(tmp_path_factory.mktemp("log") / "deal.log", entries)
        kept = [e for e, g in zip(entries, got, strict=True) if isinstance(g, LogLine)]
        again = Log.open(log.path)
        record = again.verify(DEAL)

        assert tuple(kept) == again.entries()
        assert [g for g in got if isinstance(g, LogLine)] == list(again.read())
        assert (fold(DEAL, kept, start=D) if kept else None) == record

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
    @given(entries=ENTRIES)
    def test_reopening_makes_no_difference(
        self, tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]
    ) -> None:
        """A log opened anew for every entry is, byte for byte, the one kept open."""
        folder = tmp_path_factory.mktemp("log")
        log, _ = write(folder / "a", entries)
        other = Log.create(folder / "b", DEAL, start=D)
        for entry in entries:
            Log.open(other.path).append(DEAL, entry)

        assert log.path.read_bytes() == other.path.read_bytes()

    def test_the_lines(self, path: Path) -> None:
        """A line says what it led to: the states, and the lapses since the line before."""
        _, got = write(path, [FILE, ISSUE, SAID, act("xx.review:extend", 10, "Ministry", days=15), SIGN,
                              act("xx.order:revoke", 60, "President")])  # fmt: skip
        lines = [g for g in got if isinstance(g, LogLine)]

        assert [{"xx.review": "review"}, {"xx.order": "issued"}, {}] == [dict(x.states) for x in lines[:3]]
        assert {"xx.review": "review"} == lines[3].states
        assert {"xx.review": "cleared", "xx.order": "revoked"} == lines[5].states
        assert (("xx.review:run_out", day(45), "cleared"), ("xx.order:take_effect", day(45), "in_effect")) == tuple(
            sorted(lines[5].lapses, reverse=True)
        )

    def test_a_late_entry_names_what_it_undoes(self, path: Path) -> None:
        """An extension learned after the lapse takes it back, and the line says so."""
        later = act("agreement:sign", 33, "acme")
        late = act("xx.review:extend", 30, "Ministry", days=10, recorded=day(34))
        _, got = write(path, [FILE, later, late])

        assert isinstance(got[2], LogLine)
        assert (("xx.review:run_out", day(30), "cleared"),) == got[2].undone
        assert {"xx.review": "review"} == got[2].states

    def test_a_late_entry_names_what_falls(self, path: Path) -> None:
        """An act that no longer stands after a late entry keeps its line and is named by its number."""
        log, got = write(path, [FILE, act("xx.review:clear", 20, "Ministry"), act("xx.review:refuse", 15, "Ministry")])
        record = log.verify(DEAL)

        assert isinstance(got[2], LogLine)
        assert (2,) == got[2].fallen
        assert record is not None
        assert ["xx.review:clear"] == [f.entry.name for f in record.fallen]

    def test_refused_acts_are_not_written(self, path: Path) -> None:
        """A refusal comes back with its blockers, and the file is as it was."""
        log, _ = write(path, [SIGN])
        before = path.read_bytes()
        got = log.append(DEAL, act("agreement:close", 9, "acme"))

        assert isinstance(got, Refusal)
        assert ["the review is not cleared (now: nothing is filed)"] == [b.reason for b in got.blockers]
        assert before == path.read_bytes()
        assert isinstance(log.append(DEAL, act("agreement:close", 9, "acme", kind="breach")), LogLine)

    def test_values_of_details(self, path: Path) -> None:
        """Numbers, dates, lengths, texts and moments come back as what they were."""
        moment = datetime(2020, 8, 3, 17, 30, tzinfo=ZoneInfo("America/New_York"))
        entries = [
            Entry.of(Act("xx.review:file", moment, "acme", day(1), source="s", evidence="document"), zone="UTC"),
            SIGN,
            act("agreement:move_outside_date", 6, "acme", day=day(90)),
            act("xx.review:extend", 7, "Ministry", days=Length(15, Unit.DAYS)),
            act("xx.review:refuse", 8, "Ministry", reason='"security"\n'),
        ]
        log, _ = write(path, entries)

        assert tuple(entries) == Log.open(log.path).entries()

    def test_another_deal(self, path: Path) -> None:
        """The record of one deal is not taken for that of another."""
        log, _ = write(path, [FILE])
        other = Deal("other", "", (AGREEMENT, *DEAL.processes[1:]))
        with pytest.raises(LogError, match="the record of deal 'tiny', not of 'other'"):
            log.append(other, SIGN)
        with pytest.raises(LogError, match=r"deal\.log:1: it is the record"):
            log.verify(other)

    def test_changed_definitions_are_found(self, path: Path) -> None:
        """A record that leads elsewhere under today's definitions says at which line, and how."""
        log, _ = write(path, [FILE, act("agreement:sign", 35, "acme")])
        longer = Clock("review", "", ["review"], days(40, RULE), lapse="run_out")
        slow = _but(CATALOGUE["xx.review"], clocks=(longer,), transitions=CATALOGUE["xx.review"].transitions[:3]
                    + CATALOGUE["xx.review"].transitions[4:])  # fmt: skip
        with pytest.raises(LogError) as caught:
            log.verify(_deal_with(slow))

        assert 3 == caught.value.line
        assert "xx.review went to 'cleared' then and stays where it is now" in str(caught.value)
        assert "the lapse xx.review:run_out of Wed 2 Sep 2020 does not fall now" in str(caught.value)

    def test_an_act_that_is_refused_today(self, path: Path) -> None:
        """An act that today's definitions refuse is named with every blocker."""
        log, _ = write(path, [FILE])
        strict = _but(CATALOGUE["xx.review"], transitions=[
            Transition("none", "file", "review", "Ministry"), *CATALOGUE["xx.review"].transitions[1:]])  # fmt: skip
        with pytest.raises(LogError) as caught:
            log.verify(_deal_with(strict))

        assert 2 == caught.value.line
        assert "today's definitions refuse it" in str(caught.value)
        assert "is for Ministry to take, not for Acme Ltd." in str(caught.value)

    def test_new_lapses_are_found(self, path: Path) -> None:
        """A lapse that falls today and did not when the record was written is named too."""
        log, _ = write(path, [act("yy.licence:apply", 0, "acme"), act("agreement:sign", 60, "acme", kind="breach")])
        lapsing = Process(
            "yy.licence", "Licence", "Bureau",
            [State("none", "", initial=True), State("applied", ""), State("granted", "", ends="cleared")],
            [Transition("none", "apply", "applied", "seller"), Transition("applied", "fall", "granted", CLOCK)],
            [Clock("licence", "", ["applied"], days(20, RULE), lapse="fall")],
        )  # fmt: skip
        with pytest.raises(LogError, match=r"yy\.licence:fall of Sun 23 Aug 2020 falls now and did not then"):
            log.verify(_deal_with(lapsing))

    def test_two_writers(self, path: Path) -> None:
        """A log kept open sees what another has written before it adds a line of its own."""
        one, _ = write(path, [FILE])
        two = Log.open(path)
        two.append(DEAL, SAID)
        one.append(DEAL, SIGN)
        two.append(DEAL, EXTEND)

        assert (FILE, SAID, SIGN, EXTEND) == Log.open(path).entries()
        assert Log.open(path).verify(DEAL) is not None

    def test_many_writers(self, path: Path) -> None:
        """Writers at the same time stand in line: every entry has its line, and the chain holds."""
        Log.create(path, DEAL, start=D)

        def speak(who: int) -> None:
            log = Log.open(path)
            for n in range(10):
                log.append(DEAL, said(f"{who} says {n}", n))

        threads = [threading.Thread(target=speak, args=(who,)) for who in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(f"{who} says {n}" for who in range(4) for n in range(10)) == sorted(
            e.text for e in Log.open(path).entries()
        )
        assert Log.open(path).verify(DEAL) is not None

    def test_it_says_what_it_is(self, path: Path) -> None:
        """A log shows the deal and the file; an empty one verifies to nothing."""
        log = Log.create(path, DEAL)

        assert f"<Log of deal tiny in {path}>" == repr(log)
        assert None is log.verify(DEAL)
        assert LICENCE.id == "yy.licence"


def _but(process: Process, **changes: Any) -> Process:
    return evolve(process, **changes)


def _deal_with(process: Process) -> Deal:
    """The tiny deal with one definition replaced."""
    changed = [Bound(b.id, process) if b.id == process.id else b for b in DEAL.processes]
    return Deal("tiny", "", changed, parties=DEAL.parties, terms=DEAL.terms, endings=DEAL.endings)
