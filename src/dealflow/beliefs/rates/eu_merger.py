"""EU merger control: the outcomes of one year, from the statistics of the Commission."""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.beliefs.rates.rate import Base, Lag, Step, counted
from dealflow.citation import Checked, Citation

__all__ = ["BASE"]

ID: Final = "eu.merger"
TABLE: Final = Citation(
    "European Commission, merger cases statistics", "2015", note="337 notified, 13 cleared on remedies in phase I"
)
OPENED: Final = TABLE.at(
    "2015", status=Checked.DERIVED, note="7 cleared on remedies in phase II and 2 withdrawn: at least 9"
)
REST: Final = TABLE.at("2015", status=Checked.DERIVED, note="the cases notified without those two groups")
PERIODS: Final = Citation("Regulation (EC) 139/2004", "art. 10", status=Checked.RECALLED)

# fmt: off
RATES: Final = (
    *counted(ID, "phase_1", "2015", date(2015, 12, 31), 337, TABLE, clear_with_conditions=13, open=(9, OPENED), clear=(315, REST)),
    *counted(ID, "phase_2", "2015", date(2015, 12, 31), 9, TABLE, clear_with_conditions=7, withdraw=2, prohibit=0),
)

LAGS: Final = (
    Lag(ID, "phase_1", "on the last day of eu.merger/phase_1", PERIODS),
    Lag(ID, "phase_2", "on the last day of eu.merger/phase_2", PERIODS),
)

STEPS: Final = (
    Step(ID, "pre_notification", {"notify": 1}, "40 to 120 working days of eu.commission", "talks before notification have no length that is published: made up"),
)
# fmt: on

BASE: Final = Base(
    ID,
    RATES,
    LAGS,
    STEPS,
    limits=(
        "one year only was read, and of it remedies, prohibitions and withdrawals, not the cases opened",
        "second phases that ended without remedies are missing",
        "remedies lengthen the first phase; here they come on the last day of the unextended one",
    ),
)
