"""The Chinese security review: three steps in working days, no silence, and the undoing of what has closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.errors import RecalledRule
from dealflow.kernel import Event, Refusal, Snapshot, advance, deadline, start
from dealflow.model import Deal, Need, Party, Terms
from dealflow.regimes.cn_security_review import PROCESSES, applies
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "cn.security_review/preliminary": None,
    "cn.security_review/general": None,
    "cn.security_review/special": None,
    "cn.security_review/unwind": None,
}
APPROVED_BY_SILENCE: set[tuple[str, str]] = set()
SIZES = {"cn.security_review": (15, 23, 4)}

ID = "cn.security_review"
OFFICE = "review office"
ONE = timedelta(days=1)
(AGREE,), (REVIEW,) = AGREEMENT, PROCESSES
PARTIES = [Party("meta", "Meta", "buyer", "US"), Party("manus", "Manus", "seller", "SG")]
DECLARED = {"target_countries": ("CN", "SG"), "buyer_countries": ("US",), "cn_security_review_notifiable": True}
ABROAD = {"target_countries": ("SG",), "buyer_countries": ("US",)}


def deal(facts: dict[str, Any]) -> Deal:
    """A purchase by a foreign buyer, with these facts."""
    terms = {name: Terms(name, buyer=name, facts=facts) for name in ("meta", "other")}
    return Deal("d", "Meta buys Manus", [AGREE, REVIEW], parties=PARTIES, terms=terms, initial_terms="meta")


DEAL, OFFSHORE = deal(DECLARED), deal(ABROAD)


def begun(day: str, of: Deal = DEAL) -> Snapshot:
    """The deal on *day*, signed and nothing declared."""
    talks: list[Step] = [(f"agreement:{step}", day, "meta", {}) for step in ("negotiate", "sign")]
    return play(of, start(of, date.fromisoformat(day)), *talks)


def run(at: Snapshot, *steps: tuple[Any, ...], of: Deal = DEAL) -> Snapshot:
    """The deal after *steps* of the review, none refused; the office takes them if nobody is named."""
    for action, on, *more in steps:
        by = more[0] if more else OFFICE
        name = action if ":" in action else f"{ID}:{action}"
        at = play(of, at, (name, on, by, more[1] if len(more) > 1 else {}))
    return at


def special(of: Deal = DEAL) -> Snapshot:
    """The deal in special review since 18 March 2026, each step having used all its days since 8 January."""
    return run(
        begun("2026-01-05", of),
        ("file", "2026-01-08", "meta"),
        ("open_general", "2026-01-29"),
        ("open_special", "2026-03-18"),
        of=of,
    )


def due(at: Snapshot, clock: str, of: Deal = DEAL) -> str:
    """The last day of a step as it stands."""
    found = deadline(of, at, f"{ID}/{clock}")
    assert found is not None
    return found.day.isoformat()


def closes(at: Snapshot, on: str, of: Deal = DEAL) -> Event | Refusal:
    """An attempt to close."""
    return attempt(of, at, "agreement:close", on, "meta")


def need(on: str = "2026-01-08", /, **facts: Any) -> str:
    """Whether a declaration is needed on a day."""
    return applies(Terms("t", facts=facts), date.fromisoformat(on)).status


IN_CHINA = {"target_countries": ("CN",), "buyer_countries": ("US",)}


class TestWhenItApplies:
    """Foreign investors, Chinese business; military at any stake, important sectors with control."""

    @pytest.mark.parametrize(
        ("on", "status"), [("2021-01-17", Need.NONE), ("2021-01-18", Need.MANDATORY), ("2021-01-19", Need.MANDATORY)]
    )
    def test_from_january_2021_on(self, on: str, status: str) -> None:
        """The day before, on and after the Measures take force."""
        assert status == need(on, **DECLARED)

    def test_the_two_first_questions(self) -> None:
        """No business in China, or no foreign buyer, decides whatever else is said."""
        assert Need.NONE == need(**ABROAD)
        assert Need.NONE == need(target_countries=("SG",))
        assert Need.NONE == need(**{**DECLARED, "buyer_countries": ("CN",)})
        assert Need.MANDATORY == need(**{**DECLARED, "buyer_countries": ("CN", "HK")})

    @pytest.mark.parametrize(
        ("military", "important", "control", "status"),
        [
            (True, None, None, Need.MANDATORY),
            (False, True, True, Need.MANDATORY),
            (False, True, False, Need.NONE),
            (False, False, True, Need.NONE),
            (False, True, None, Need.UNKNOWN),
            (None, False, None, Need.UNKNOWN),
            (None, None, None, Need.UNKNOWN),
        ],
    )
    def test_sectors_and_control(
        self, military: bool | None, important: bool | None, control: bool | None, status: str
    ) -> None:
        """What is known decides as far as it can."""
        given = {"cn_military_sector": military, "cn_important_sector": important, "cn_actual_control": control}

        assert status == need(**IN_CHINA, **{k: v for k, v in given.items() if v is not None})

    def test_counsel_decides(self) -> None:
        """Counsel's determination comes before the sectors, and stands at the end of the questions."""
        assert Need.NONE == need(**IN_CHINA, cn_military_sector=True, cn_security_review_notifiable=False)
        found = applies(Terms("t", facts=IN_CHINA), date(2026, 1, 8))

        assert "cn_security_review_notifiable" == found.missing[-1]
        assert found.question.endswith("security review?")


class TestTheClocks:
    """15, 30 and 60 working days, each from its own start; all of them recalled, and said to be."""

    def test_the_longest_chain_from_8_january_2026(self) -> None:
        """29 January, 18 March, 15 June 2026: 105 working days without extension."""
        day, ends = "2026-01-08", []
        for clock in ("preliminary", "general", "special"):
            with pytest.warns(RecalledRule):
                day = clock_deadline(f"{ID}/{clock}", day).day.isoformat()
            ends.append(day)

        assert ["2026-01-29", "2026-03-18", "2026-06-15"] == ends

    def test_the_prohibition_fell_within_it(self) -> None:
        """27 April 2026 is the 72nd working day after 8 January."""
        calendar = calendars.get("cn.state")
        days = [date(2026, 1, 8) + n * ONE for n in range(1, 200)]

        assert 72 == sum(calendar.is_working(d) for d in days if d <= date(2026, 4, 27))

    def test_in_a_deal(self) -> None:
        """The same dates through the kernel."""
        at = run(begun("2026-01-05"), ("file", "2026-01-08", "meta"))
        general = run(at, ("open_general", "2026-01-29"))

        assert ["2026-01-29", "2026-03-18", "2026-06-15"] == [
            due(at, "preliminary"),
            due(general, "general"),
            due(special(), "special"),
        ]

    def test_not_before_the_measures(self) -> None:
        """Before 18 January 2021 there is no such clock."""
        with pytest.raises(ValueError, match="did not exist"):
            clock_deadline(f"{ID}/general", "2021-01-17")

    @pytest.mark.parametrize("offset", [-1, 0, 1, 300])
    @pytest.mark.parametrize(
        ("steps", "clock"),
        [((), "preliminary"), ((("open_general", "2026-01-29"),), "general")],
    )
    def test_silence_permits_nothing(self, steps: tuple[Any, ...], clock: str, offset: int) -> None:
        """The day before, on and after the last day: nothing falls and nobody closes."""
        at = run(begun("2026-01-05"), ("file", "2026-01-08", "meta"), *steps)
        on = date.fromisoformat(due(at, clock)) + offset * ONE

        assert () == advance(DEAL, at, on)
        assert not closes(at, on.isoformat())

    @pytest.mark.parametrize("offset", [-1, 0, 1, 300])
    def test_nor_in_special_review(self, offset: int) -> None:
        """The last step is overdue and still open."""
        on = date(2026, 6, 15) + offset * ONE

        assert () == advance(DEAL, special(), on)
        assert not closes(special(), on.isoformat())
        assert attempt(DEAL, special(), f"{ID}:prohibit", on.isoformat(), OFFICE)


class TestStopsAndExtensions:
    """Supplements stop, an amended plan starts anew, and the special review can be extended without a cap."""

    def test_supplements_are_left_out(self) -> None:
        """Asked on 20 January, given on the 23rd: three working days more."""
        at = run(begun("2026-01-05"), ("file", "2026-01-08", "meta"), ("ask_supplement", "2026-01-20"))

        assert not attempt(DEAL, at, f"{ID}:open_general", "2026-01-21", OFFICE)
        assert "2026-02-03" == due(run(at, ("supplement", "2026-01-23", "meta")), "preliminary")

    @given(st.integers(0, 120))
    def test_a_supplement_never_shortens(self, n: int) -> None:
        """However long it takes, the last day does not come earlier."""
        back = date(2026, 3, 20) + n * ONE
        at = run(special(), ("ask_supplement", "2026-03-20"), ("supplement", back.isoformat(), "meta"))

        assert "2026-06-15" <= due(at, "special")
        assert (back == date(2026, 3, 20)) <= (due(at, "special") == "2026-06-15")

    @pytest.mark.parametrize("clock", ["general", "special"])
    def test_an_amended_plan_counts_again(self, clock: str) -> None:
        """From the day of the amended plan, in full."""
        at = run(begun("2026-01-05"), ("file", "2026-01-08", "meta"), ("open_general", "2026-01-29"))
        at = special() if clock == "special" else at
        with pytest.warns(RecalledRule):
            fresh = clock_deadline(f"{ID}/{clock}", "2026-03-25").day.isoformat()

        assert fresh == due(run(at, ("amend_plan", "2026-03-25", "meta")), clock)

    def test_extensions(self) -> None:
        """Twice is possible: no cap is stated. Only the office extends, and only the special review."""
        at = run(special(), ("extend", "2026-06-10", OFFICE, {"days": 10}))

        assert "2026-06-30" == due(at, "special")  # 19 to 21 June are days off
        assert "2026-07-07" == due(run(at, ("extend", "2026-06-30", OFFICE, {"days": 5})), "special")
        assert not attempt(DEAL, at, f"{ID}:extend", "2026-06-20", "meta", days=5)
        general = run(begun("2026-01-05"), ("file", "2026-01-08", "meta"), ("open_general", "2026-01-29"))

        assert not attempt(DEAL, general, f"{ID}:extend", "2026-02-02", OFFICE, days=5)


class TestEveryEnd:
    """Not reviewed, passed, passed on conditions, prohibited, withdrawn, undone."""

    def test_closing_waits(self) -> None:
        """Mandatory and not declared, the gate is shut; a decision opens it."""
        at = begun("2026-01-05")
        declared = run(at, ("file", "2026-01-08", "meta"))

        assert not closes(at, "2026-01-06")
        assert closes(run(declared, ("decline", "2026-01-20")), "2026-01-20")
        assert closes(run(declared, ("open_general", "2026-01-20"), ("clear", "2026-02-10")), "2026-02-10")
        conditional = run(special(), ("clear_with_conditions", "2026-05-01", OFFICE, {"conditions": "data stays"}))

        assert closes(conditional, "2026-05-01")

    def test_only_the_special_review_prohibits(self) -> None:
        """The general review passes or goes on."""
        at = run(begun("2026-01-05"), ("file", "2026-01-08", "meta"), ("open_general", "2026-01-29"))

        assert not attempt(DEAL, at, f"{ID}:prohibit", "2026-02-01", OFFICE)
        assert not attempt(DEAL, at, f"{ID}:clear_with_conditions", "2026-02-01", OFFICE)

    def test_prohibited_is_final(self) -> None:
        """Nobody closes, and no court is asked; nothing is undone that has not closed."""
        at = run(special(), ("prohibit", "2026-06-01"))

        assert not closes(at, "2026-06-02")
        assert not attempt(DEAL, at, f"{ID}:order_unwinding", "2026-06-02", OFFICE)
        assert {"file_changed", "order_unwinding"} == {r.action for r in REVIEW.rows("prohibited")}

    def test_withdrawn(self) -> None:
        """The parties give up, and may declare again."""
        at = run(special(), ("withdraw", "2026-04-01", "meta"))

        assert "withdrawn" == at.process(ID).state
        assert not closes(at, "2026-04-02")
        assert attempt(DEAL, at, f"{ID}:file", "2026-04-02", "meta")

    @pytest.mark.parametrize(
        "first", [[("call_in", "2026-01-06")], [("call_in", "2026-01-06"), ("file", "2026-01-08", "meta")]]
    )
    def test_withdrawing_does_not_free_what_was_called_in(self, first: list[tuple[Any, ...]]) -> None:
        """With no duty in its facts the deal is held all the same, until it is passed or the office lets it go."""
        at = run(begun("2026-01-05", OFFSHORE), *first, ("withdraw", "2026-01-12", "meta"), of=OFFSHORE)

        assert not closes(at, "2026-01-13", OFFSHORE)
        assert not attempt(OFFSHORE, at, f"{ID}:release", "2026-01-13", "meta")
        assert closes(run(at, ("release", "2026-02-02"), of=OFFSHORE), "2026-02-02", OFFSHORE)
        declared = run(at, ("file", "2026-02-02", "meta"), ("decline", "2026-02-10"), of=OFFSHORE)
        assert closes(declared, "2026-02-10", OFFSHORE)

    def test_letting_go_is_no_clearance(self) -> None:
        """Where there is a duty to declare it stays."""
        at = run(begun("2026-01-05"), ("call_in", "2026-01-06"), ("release", "2026-01-12"))

        assert not closes(at, "2026-01-13")

    def test_another_buyer_is_declared_anew(self) -> None:
        """What was passed covers the buyer it was passed for."""
        at = run(begun("2026-01-05"), ("file", "2026-01-08", "meta"), ("decline", "2026-01-20"))
        at = play(DEAL, at, ("agreement:amend_terms", "2026-01-21", "meta", {"terms": "other"}))

        assert not closes(at, "2026-01-22")
        assert attempt(DEAL, at, f"{ID}:file_changed", "2026-01-22", "meta")

    @pytest.mark.parametrize("by", ["meta", "SAMR", "court", "CFIUS"])
    def test_nobody_else_decides(self, by: str) -> None:
        """A clearance by anyone but the office is refused."""
        refused = attempt(DEAL, special(), f"{ID}:clear", "2026-04-01", by)

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind


class TestMetaManus:
    """An offshore target, closed in December 2025, looked at in January, prohibited and undone in 2026."""

    @staticmethod
    def closed() -> Snapshot:
        """Closed on 30 December 2025 without any declaration, none having been needed by its facts."""
        return play(OFFSHORE, begun("2025-12-29", OFFSHORE), ("agreement:close", "2025-12-30", "meta", {}))

    def test_a_closed_offshore_deal_is_undone(self) -> None:
        """MOFCOM announces, NDRC decides, and the parties undo."""
        at = run(
            self.closed(), ("tell_of_review", "2026-01-08", "MOFCOM"), ("prohibit", "2026-04-27", "NDRC"), of=OFFSHORE
        )
        at = run(at, ("order_unwinding", "2026-04-27", "NDRC", {"day": date(2026, 7, 31)}), of=OFFSHORE)

        assert "2026-07-31" == due(at, "unwind", OFFSHORE)
        assert () == advance(OFFSHORE, at, date(2026, 9, 1))
        at = run(at, ("unwind", "2026-06-15", "meta"), ("agreement:unwind", "2026-06-15", "meta"), of=OFFSHORE)

        assert ("unwound", "unwound") == (at.process(ID).state, at.process("agreement").state)

    def test_an_order_without_a_day(self) -> None:
        """The day set is not always public: then no clock runs."""
        at = run(self.closed(), ("tell_of_review", "2026-01-08", "MOFCOM"), ("prohibit", "2026-04-27"), of=OFFSHORE)
        at = run(at, ("order_unwinding", "2026-04-27"), of=OFFSHORE)

        assert None is deadline(OFFSHORE, at, f"{ID}/unwind")
        assert "unwinding" == at.process(ID).state

    def test_called_in_before_closing_it_could_not_have_closed(self) -> None:
        """A call-in holds an offshore deal as well, although no duty to declare is seen in its facts."""
        free = begun("2025-12-29", OFFSHORE)
        held = run(free, ("call_in", "2025-12-29"), of=OFFSHORE)

        assert closes(free, "2025-12-30", OFFSHORE)
        assert not closes(held, "2025-12-30", OFFSHORE)
