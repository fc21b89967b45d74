"""Which processes stand in the deal of a file, with whom, and under which terms."""

from __future__ import annotations

from datetime import date

from dealflow.citation import Checked
from dealflow.scenario import loads
from scenario.tiny import CATALOGUE
from scenario.tiny_file import HEAD, tiny


class TestDeal:
    """Which processes stand in the deal, and with whom."""

    def test_authorities_stand_in_it_anyway(self) -> None:
        """Without a word the deal has its agreement and every authority whose roles need no filling."""
        assert ("agreement", "xx.review", "xx.order", "yy.licence") == tuple(b.id for b in tiny().deal.processes)

    def test_the_order(self) -> None:
        """Bids come first, then agreement, what the contract declares, authorities, and instances of one's own."""
        text = """
        [bids.coil]
        bidder = "coil"
        [bids.bolt]
        bidder = ["bolt", "coil"]
        terms = "less"
        [processes."xx.stay.1"]
        definition = "xx.stay"
        roles = { target = "xx.order.2" }
        [processes."xx.order.2"]
        definition = "xx.order"
        [[contract.condition]]
        id = "staff"
        text = "the staff stays"
        clause = "s. 7"
        [[contract.clock]]
        id = "cure"
        text = "time to cure"
        clause = "s. 9"
        length = "10 working days"
        calendar = "weekends"
        """
        deal = tiny(text, 'processes = ["bid.bolt", "agreement"]').deal
        both = tiny(text, 'processes = ["xx.order"]').deal

        assert (
            "bid.bolt",
            "bid.coil",
            "agreement",
            "contract.staff",
            "contract.cure",
            "xx.review",
            "yy.licence",
            "xx.stay.1",
            "xx.order.2",
        ) == tuple(b.id for b in deal.processes)
        assert ("bolt", "coil") == deal.bound("bid.bolt").roles["bidder"]
        assert {"xx.order", "xx.order.2"} <= {b.id for b in both.processes}
        assert "less" == deal.bound("bid.bolt").terms

    def test_a_default_instance_can_be_changed(self) -> None:
        """An authority named under its own id keeps its place and takes what is said of it."""
        deal = tiny('[processes."xx.review"]\nof = "another deal"').deal

        assert "another deal" == deal.bound("xx.review").of
        assert ("agreement", "xx.review", "xx.order", "yy.licence") == tuple(b.id for b in deal.processes)

    def test_terms_and_facts(self) -> None:
        """Facts of the deal are facts of all terms, and those of the terms go before; perimeter means sold."""
        deal = tiny().deal

        assert True is deal.terms["all"].fact("buyer_is_foreign")
        assert False is deal.terms["less"].fact("buyer_is_foreign")
        assert 5.5 == deal.terms["less"].fact("turnover")
        assert ("unit",) == tuple(a.id for a in deal.terms["less"].sold)
        assert "all" == deal.initial_terms
        assert "less" == tiny(deal='terms = "less"').deal.initial_terms

    def test_a_deal_without_terms(self) -> None:
        """Facts alone make one alternative without a name."""
        text = HEAD.format(deal="").split("[terms.all]")[0]
        deal = loads(text, catalogue=CATALOGUE).deal

        assert 5.5 == deal.terms[""].fact("turnover")

    def test_the_contract(self) -> None:
        """What the contract declares is marked contract, gates its step, and never passes for law."""
        text = """
        [contract]
        outside_date = 2020-12-31
        [[contract.condition]]
        process = "xx.review"
        clause = "s. 7.1"
        [[contract.condition]]
        id = "staff"
        text = "the staff stays"
        clause = "s. 7.2"
        by = "buyer"
        waivable = true
        waived_by = "buyer"
        """
        deal = tiny(text).deal
        staff = deal.bound("contract.staff").process

        assert [("xx.review", "s. 7.1", False), ("contract.staff", "s. 7.2", True)] == [
            (c.process, c.clause, c.waivable) for c in deal.conditions
        ]
        assert staff.contract
        assert {Checked.CONTRACT} == {c.status for c in staff.citations}
        assert {"outside_date": date(2020, 12, 31)} == deal.dates
        assert ["close"] == [gate.step for gate in staff.gates]

    def test_readings(self) -> None:
        """A reading can be chosen alone or in a list."""
        assert {"xx.review/review": ("counted",)} == tiny(
            deal='readings = { "xx.review/review" = "counted" }'
        ).deal.readings
        assert {"xx.review/review": ("raw",)} == tiny(deal='readings = { "xx.review/review" = ["raw"] }').deal.readings
