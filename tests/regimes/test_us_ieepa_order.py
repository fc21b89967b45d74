"""Orders under the emergency powers act, what Commerce prohibits under them, and what courts do to that."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.errors import DefinitionError
from dealflow.kernel import Event, Refusal, Snapshot, deadline, settle, start
from dealflow.model import Bound, Deal, Kind, Party, Permitted, Process, State, Transition
from dealflow.regimes.us_courts import PROCESSES as COURTS
from dealflow.regimes.us_ieepa_order import PROCESSES as IEEPA
from plays import Step, attempt, play

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {
    "us.ieepa_order/effective": "take_effect",
    "us.ieepa_prohibition/effective": "take_effect",
}
#: States, rows and clocks.
SIZES = {
    "us.ieepa_order": (4, 4, 1),
    "us.ieepa_prohibition": (4, 5, 1),
}

(AGREE,) = AGREEMENT
IEEPA_ORDER, PROHIBITION = IEEPA
STAY, NON_ENFORCEMENT = COURTS
PARTIES = [Party("bytedance", "ByteDance", "seller")]

# A shop that asks the one step which Commerce's prohibitions forbid.
SHOP = Process(
    "shop",
    "App store",
    "Apple",
    [State("open", "the app is offered", initial=True, ends="open")],
    [Transition("open", "distribute", None, "shop", Permitted("distribute"))],
)
APPS, HOSTING = "us.ieepa_prohibition.app_stores", "us.ieepa_prohibition.hosting"
STAY_OF_APPS, PROMISE = "us.stay.app_stores", "us.non_enforcement.app_stores"
SERVICES = Deal(
    "services",
    "Two prohibitions under one order, one of them before a court",
    [
        AGREE,
        SHOP,
        IEEPA_ORDER,
        Bound(APPS, PROHIBITION),
        Bound(HOSTING, PROHIBITION),
        Bound(STAY_OF_APPS, STAY, roles={"target": (APPS,)}),
        Bound(PROMISE, NON_ENFORCEMENT, roles={"target": (APPS,)}),
    ],
    parties=PARTIES,
)


def last_day(deal: Deal, at: Snapshot, clock: str) -> str:
    """The date of *clock* as it stands, in ISO form."""
    found = deadline(deal, at, clock)
    assert found is not None
    return found.day.isoformat()


def identified() -> Snapshot:
    """The services as Commerce named them on 18 September 2020: app stores from the 20th, hosting from 12 November."""
    return play(
        SERVICES,
        start(SERVICES, date(2020, 8, 6)),
        ("us.ieepa_order:issue", "2020-08-06", "President", {}),
        (f"{APPS}:identify", "2020-09-18", "Commerce", {"day": "2020-09-20"}),
        (f"{HOSTING}:identify", "2020-09-18", "Commerce", {"day": "2020-11-12"}),
    )


def distributes(at: Snapshot, on: str) -> bool:
    """True if the app may be offered in the shop on that day."""
    return isinstance(attempt(SERVICES, at, "shop:distribute", on, "shop"), Event)


class TestTheEmergencyOrder:
    """E.O. 13942: it takes effect, it is no last day."""

    @pytest.mark.parametrize(("on", "state"), [("2020-09-19", "issued"), ("2020-09-20", "in_effect")])
    def test_takes_effect_at_the_start_of_the_day(self, on: str, state: str) -> None:
        """6 August + 45 days = Sunday 20 September 2020, from whose start it is in effect."""
        at = play(SERVICES, start(SERVICES, date(2020, 8, 6)), ("us.ieepa_order:issue", "2020-08-06", "President", {}))
        found = deadline(SERVICES, at, "us.ieepa_order/effective")

        assert found is not None
        assert (date(2020, 9, 20), Kind.TAKES_EFFECT) == (found.day, found.kind)
        assert state == settle(SERVICES, at, date.fromisoformat(on)).process("us.ieepa_order").state

    def test_an_order_with_other_days(self) -> None:
        """The 45 days are those of 2020; an order that names others is counted by its own."""
        issue = ("us.ieepa_order:issue", "2020-08-06", "President", {"days": 60})

        assert "2020-10-05" == last_day(
            SERVICES, play(SERVICES, start(SERVICES, date(2020, 8, 6)), issue), "us.ieepa_order/effective"
        )

    def test_a_later_act_moves_the_day(self) -> None:
        """The President can name another day before it has come, not after."""
        at = play(
            SERVICES,
            start(SERVICES, date(2020, 8, 6)),
            ("us.ieepa_order:issue", "2020-08-06", "President", {}),
            ("us.ieepa_order:change_day", "2020-09-01", "President", {"day": "2020-10-01"}),
        )
        late = attempt(SERVICES, at, "us.ieepa_order:change_day", "2020-10-01", "President", day="2020-11-01")

        assert "issued" == settle(SERVICES, at, date(2020, 9, 30)).process("us.ieepa_order").state
        assert isinstance(late, Refusal)
        assert "not from this state" == late.kind

    def test_it_forbids_no_closing(self) -> None:
        """The order and what Commerce names under it leave the sale itself alone."""
        at = play(
            SERVICES,
            identified(),
            ("agreement:negotiate", "2020-11-13", "bytedance", {}),
            ("agreement:sign", "2020-11-13", "bytedance", {}),
        )

        assert attempt(SERVICES, at, "agreement:close", "2020-11-13", "bytedance")


class TestProhibitionsByCommerce:
    """One definition, several prohibitions, each with its own day."""

    @pytest.mark.parametrize(("on", "may"), [("2020-09-19", True), ("2020-09-20", False), ("2020-09-21", False)])
    def test_forbidden_from_its_day_on(self, on: str, may: bool) -> None:
        """The day before, distribution is free; on the day and after, it is not."""
        assert may is distributes(identified(), on)

    def test_each_has_its_own_day(self) -> None:
        """App stores on 20 September, hosting on 12 November 2020."""
        at = identified()

        assert "2020-09-20" == last_day(SERVICES, at, f"{APPS}/effective")
        assert "2020-11-12" == last_day(SERVICES, at, f"{HOSTING}/effective")

    @pytest.mark.parametrize(("on", "may"), [("2020-09-20", True), ("2020-09-26", True), ("2020-09-27", False)])
    def test_moved_by_commerce(self, on: str, may: bool) -> None:
        """On 19 September the day for app stores was moved to the 27th."""
        at = play(SERVICES, identified(), (f"{APPS}:move", "2020-09-19", "Commerce", {"day": "2020-09-27"}))

        assert may is distributes(at, on)

    def test_suspended_after_it_took_effect(self) -> None:
        """Commerce can also put a later day once the prohibition is in effect."""
        at = play(SERVICES, identified(), (f"{APPS}:move", "2020-09-25", "Commerce", {"day": "2020-10-05"}))

        assert distributes(at, "2020-10-04")
        assert not distributes(at, "2020-10-05")

    def test_nothing_without_an_order(self) -> None:
        """Commerce names nothing where the President has ordered nothing."""
        refused = attempt(
            SERVICES, start(SERVICES, date(2020, 8, 1)), f"{APPS}:identify", "2020-08-05", "Commerce", day="2020-09-20"
        )

        assert isinstance(refused, Refusal)
        assert "condition unmet" == refused.kind

    def test_revoked(self) -> None:
        """On 9 June 2021 order and prohibitions were revoked."""
        at = play(
            SERVICES,
            identified(),
            ("us.ieepa_order:revoke", "2021-06-09", "President", {}),
            (f"{APPS}:revoke", "2021-06-09", "President", {}),
            (f"{HOSTING}:revoke", "2021-06-09", "Commerce", {}),
        )

        assert distributes(at, "2021-06-09")


class TestStays:
    """A court suspends the effect and leaves the day alone."""

    def test_enjoined_on_the_day_itself(self) -> None:
        """The prohibition of 27 September takes effect and is lifted within the day; hosting keeps its 12 November."""
        at = play(
            SERVICES,
            identified(),
            (f"{APPS}:move", "2020-09-19", "Commerce", {"day": "2020-09-27"}),
            (f"{STAY_OF_APPS}:grant", "2020-09-27", "court", {}),
        )

        assert "in_effect" == at.process(APPS).state
        assert distributes(at, "2020-09-27")
        assert "2020-11-12" == last_day(SERVICES, at, f"{HOSTING}/effective")
        assert not distributes(at, "2020-11-12")

    def test_the_day_comes_under_a_stay(self) -> None:
        """A stay before the day does not move it: when the stay is dissolved the prohibition bites at once."""
        at = play(SERVICES, identified(), (f"{STAY_OF_APPS}:grant", "2020-09-19", "court", {}))

        assert "2020-09-20" == last_day(SERVICES, at, f"{APPS}/effective")
        assert distributes(at, "2020-10-01")
        at = play(SERVICES, at, (f"{STAY_OF_APPS}:dissolve", "2020-10-02", "court", {}))

        assert not distributes(at, "2020-10-02")

    @pytest.mark.parametrize("by", ["bytedance", "Commerce", "President"])
    def test_only_a_court_stays(self, by: str) -> None:
        """Nobody but a court grants a stay."""
        refused = attempt(SERVICES, identified(), f"{STAY_OF_APPS}:grant", "2020-09-19", by)

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind

    def test_applied_for_and_denied(self) -> None:
        """An application alone lifts nothing, a refusal neither, and one may ask again."""
        at = play(
            SERVICES,
            identified(),
            (f"{STAY_OF_APPS}:apply", "2020-09-20", "bytedance", {}),
        )

        assert not distributes(at, "2020-09-20")
        at = play(SERVICES, at, (f"{STAY_OF_APPS}:deny", "2020-09-21", "court", {}))

        assert not distributes(at, "2020-09-21")
        assert attempt(SERVICES, at, f"{STAY_OF_APPS}:apply", "2020-09-22", "bytedance")

    def test_a_stay_needs_a_target(self) -> None:
        """A stay of nothing cannot stand in a deal."""
        with pytest.raises(DefinitionError, match="target"):
            Deal("d", "d", [STAY])


class TestPromisesNotToEnforce:
    """What is not enforced is still prohibited."""

    def test_it_lifts_nothing(self) -> None:
        """Distribution stays forbidden under the best of promises."""
        at = play(SERVICES, identified(), (f"{PROMISE}:announce", "2020-09-20", "Commerce", {}))

        assert not distributes(at, "2020-09-21")

    @pytest.mark.parametrize(("on", "state"), [("2025-04-05", "until_day"), ("2025-04-06", "over")])
    def test_it_runs_through_its_last_day(self, on: str, state: str) -> None:
        """The stand-down of 20 January 2025 lasted through 5 April."""
        at = play(
            SERVICES,
            start(SERVICES, date(2025, 1, 19)),
            (f"{PROMISE}:announce_until", "2025-01-20", "President", {"day": "2025-04-05"}),
        )

        assert state == settle(SERVICES, at, date.fromisoformat(on)).process(PROMISE).state

    def test_it_is_prolonged_to_a_printed_day(self) -> None:
        """Each order prints its own last day, whatever it is counted from."""
        at = play(
            SERVICES,
            start(SERVICES, date(2025, 1, 19)),
            (f"{PROMISE}:announce_until", "2025-01-20", "President", {"day": "2025-04-05"}),
            (f"{PROMISE}:prolong", "2025-04-04", "President", {"day": "2025-06-19"}),
        )

        assert "2025-06-19" == last_day(SERVICES, at, f"{PROMISE}/stand_down")


def test_the_orders_of_2020_from_beginning_to_end() -> None:
    """Every act of the record is possible when it was done, and the app was never out of the shop for a day."""
    courts = {"ddc": (APPS, HOSTING), "edpa": (APPS, HOSTING)}
    stays = [
        Bound(f"us.stay.{court}.{target.rpartition('.')[2]}", STAY, roles={"target": (target,)})
        for court, targets in courts.items()
        for target in targets
    ]
    of = Deal(
        "tiktok",
        "Two courts and two prohibitions",
        [SHOP, IEEPA_ORDER, Bound(APPS, PROHIBITION), Bound(HOSTING, PROHIBITION), *stays],
        parties=PARTIES,
    )
    record: list[Step] = [
        ("us.ieepa_order:issue", "2020-08-06", "President", {}),
        (f"{APPS}:identify", "2020-09-18", "Commerce", {"day": "2020-09-20"}),
        (f"{HOSTING}:identify", "2020-09-18", "Commerce", {"day": "2020-11-12"}),
        ("us.stay.ddc.app_stores:apply", "2020-09-18", "bytedance", {}),
        (f"{APPS}:move", "2020-09-19", "Commerce", {"day": "2020-09-27"}),
        ("us.stay.ddc.app_stores:grant", "2020-09-27", "court", {}),
        ("us.stay.edpa.app_stores:grant", "2020-10-30", "court", {}),
        ("us.stay.edpa.hosting:grant", "2020-10-30", "court", {}),
        ("us.stay.ddc.hosting:grant", "2020-12-07", "court", {}),
        ("us.ieepa_order:revoke", "2021-06-09", "President", {}),
        (f"{APPS}:revoke", "2021-06-09", "President", {}),
        (f"{HOSTING}:revoke", "2021-06-09", "President", {}),
    ]
    at = start(of, date(2020, 8, 6))
    for i, step in enumerate(record):
        at = play(of, at, step)
        until = record[i + 1][1] if i + 1 < len(record) else "2021-06-10"
        day = at.day
        while day < date.fromisoformat(until):
            assert attempt(of, at, "shop:distribute", day.isoformat(), "shop"), day
            day += timedelta(days=1)

    assert "in_effect" == settle(of, play(of, date(2020, 8, 6), *record[:9]), date(2020, 12, 8)).process(HOSTING).state
