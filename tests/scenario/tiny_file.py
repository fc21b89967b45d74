"""A file over the made-up definitions, to which a test adds what it is about."""

from __future__ import annotations

import pytest

from dealflow.errors import ScenarioError
from dealflow.scenario import Scenario, loads
from scenario.tiny import CATALOGUE

HEAD = """
format = 1
[deal]
id = "tiny"
title = "Acme to Bolt"
as_of = 2020-09-01
{deal}
[parties]
acme = {{ name = "Acme Ltd.", role = "seller" }}
bolt = {{ name = "Bolt Inc.", role = "buyer" }}
coil = {{ name = "Coil SA", role = "bidder" }}
[assets]
unit = {{ name = "the unit" }}
algorithm = {{ name = "the algorithm", technology = "algorithm" }}
[facts]
buyer_is_foreign = true
turnover = 5.5
[terms.all]
buyer = "bolt"
sold = ["unit", "algorithm"]
[terms.less]
buyer = "bolt"
perimeter = "unit"
facts = {{ buyer_is_foreign = false }}
"""


def tiny(text: str = "", deal: str = "") -> Scenario:
    """The scenario of a head, more lines of its deal table, and a text that follows."""
    return loads(HEAD.format(deal=deal) + text, "tiny.toml", catalogue=CATALOGUE)


def wrong(text: str = "", deal: str = "") -> str:
    """The message of a file that must fail."""
    with pytest.raises(ScenarioError) as caught:
        tiny(text, deal)
    return str(caught.value)


FILED = """
[[history]]
act = "xx.review:file"
on = 2020-08-03
by = "acme"
"""
