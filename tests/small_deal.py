"""A small deal for tests: one bid, an order to divest, a Chinese licence, and a contract with a clock of its own."""

from __future__ import annotations

from datetime import date
from functools import cache

from dealflow import scenario
from dealflow.catalogue import Catalogue, catalogue
from dealflow.kernel import Snapshot
from dealflow.model import Deal
from dealflow.scenario import Scenario

TEXT = """\
format = 1

[deal]
id = "small"
title = "A small deal"
summary = "A seller, a buyer, and a technology that China comes to restrict."
as_of = 2020-09-24
start = 2020-08-01
terms = "with_algorithm"

[parties]
seller = { name = "Seller", role = "seller", country = "CN" }
oracle = { name = "Oracle", role = "bidder", country = "US" }
president = { name = "the President", role = "President" }
beijing = { name = "Beijing", role = "commerce_bureau" }

[assets]
business = { name = "the business" }
algorithm = { name = "the algorithm", technology = "personalised_information_push", exporter = "CN" }

[facts]
technology_is_state_secret = false
target_countries = ["XX"]
buyer_countries = ["XX"]

[terms.with_algorithm]
text = "the business with the algorithm"
buyer = "oracle"
sold = ["business", "algorithm"]

[terms.without_algorithm]
text = "the business alone"
buyer = "oracle"
sold = ["business"]

[bids.oracle]
bidder = "oracle"
terms = "with_algorithm"

[contract]
outside_date = 2021-01-15

[[contract.clock]]
id = "notice"
text = "the time to answer a notice"
clause = "s. 9.2"
length = "10 working days"
calendar = "us.cfius"
started_by = "seller"
done_by = "bidder"

[[history]]
act = "bid.oracle:open_talks"
on = 2020-08-02
by = "oracle"
evidence = "document"
source = "statement of the company (seen)"

[[history]]
statement = "a sale must be done by 15 September"
on = 2020-08-03
by = "president"
source = "remarks (recalled)"

[[history]]
act = "us.divestiture_order:order"
on = 2020-08-14
by = "president"
days = 90
cap = 30
extender = "CFIUS"
source = "85 FR 51297 (seen)"

[[history]]
act = "agreement:negotiate"
on = 2020-08-20
by = "seller"

[[history]]
act = "cn.tech_export:file"
on = 2020-09-24
by = "seller"

[[history]]
act = "us.divestiture_order:extend"
on = 2020-11-12
recorded = 2020-11-13
by = "CFIUS"
days = 15

[[expect]]
as_of = 2020-09-24
deadline = "cn.tech_export/letter_of_intent"
day = 2020-11-11

[[expect]]
on = 2020-09-24
blocked = "agreement:sign"
because = ["cn.tech_export"]
"""

BREACH = """
[[history]]
act = "agreement:sign"
on = 2020-09-15
by = "seller"
breach = true
"""

DAY = date(2020, 9, 24)
AUTHORITIES = ("agreement", "bid", "cn.tech_export", "us.divestiture_order", "us.ieepa_order")


TALKS = """[[history]]
act = "agreement:negotiate"
on = 2020-08-20
by = "seller"
"""
COUNTRIES = 'target_countries = ["XX"]\nbuyer_countries = ["XX"]\n'
"""Keeps the rest of the catalogue out of the deal; none of AUTHORITIES asks for them."""
TECHNOLOGY = ', technology = "personalised_information_push"'


@cache
def _whole(more: str, without: tuple[str, ...]) -> Scenario:
    known = Catalogue({id: catalogue()[id] for id in AUTHORITIES})
    text = TEXT
    for part in (COUNTRIES, *without):
        assert part in text
        text = text.replace(part, "")
    return scenario.loads(text + more, "small.toml", catalogue=known)


def small(as_of: date = DAY, *, more: str = "", without: tuple[str, ...] = ()) -> Scenario:
    """The small deal on a day, with more text at its end, and without some of its own."""
    return _whole(more, without).at(as_of)


def standing(as_of: date = DAY, *, more: str = "") -> tuple[Deal, Snapshot]:
    """The small deal and where it stands on a day."""
    found = small(as_of, more=more)
    return found.deal, found.record().snapshot
