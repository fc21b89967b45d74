"""Chinese merger control: what the State Administration for Market Regulation says of the cases it concluded."""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.beliefs.rates.rate import Base, Lag, Step, counted
from dealflow.citation import Checked, Citation

__all__ = ["BASE"]

ID: Final = "cn.samr"


def _said(of: str, note: str = "", status: Checked = Checked.READ) -> Citation:
    return Citation(f"SAMR, review of concentrations {of}", note=note, status=status)


HALF: Final = "in the first half of 2024"
ALL: Final = "the outcome of the whole case, in whichever phase it came"
REST: Final = "what is left of all concluded cases"
DAYS: Final = "delegated simple cases: accepted after 16.9 days, decided after 17.4 more on average of 2022 to 2025"
LAW: Final = Citation("Anti-Monopoly Law", "arts. 30, 31")
CASES: Final = Citation(
    "Timetables published by parties", "filing to acceptance", note="3 to 12 weeks as a rule; 78 and 231 days were seen"
)

# fmt: off
RATES: Final = (
    *counted(ID, "pre_acceptance", "first half of 2024", date(2024, 6, 30), 297, _said(HALF, "262 simplified of 297 concluded"), accept_simple=262, accept=(35, _said(HALF, REST, Checked.DERIVED))),
    *counted(ID, "phase_1_simple", "first half of 2024", date(2024, 6, 30), 262, _said(HALF, "256 of 262 within 30 days"), clear=256, end_simple_procedure=(6, _said(HALF, "took longer than 30 days; that they left the simple procedure is our reading", Checked.DERIVED))),
    *counted(ID, "phase_1", "first half of 2024", date(2024, 6, 30), 297, _said(HALF, ALL), clear=282, allow_withdrawal=14, open_phase_2=(1, _said(HALF, REST, Checked.DERIVED))),
    *counted(ID, "phase_1", "2025", date(2025, 12, 31), 706, _said("in 2025", ALL), clear=687, open_phase_2=(19, _said("in 2025", f"{REST}: conditions, a prohibition, withdrawals", Checked.DERIVED))),
)

LAGS: Final = (
    Lag(ID, "pre_acceptance", "12 to 22 days, most likely 17", _said("2022 to 2025", DAYS), "accept_simple"),
    Lag(ID, "pre_acceptance", "21 to 84 days", CASES, "accept"),
    Lag(ID, "phase_1_simple", "10 to 25 days, most likely 18", _said("2022 to 2025", DAYS), "clear"),
    Lag(ID, "phase_1_simple", "on the last day of cn.samr/phase_1", LAW),
    Lag(ID, "phase_1", "on the last day of cn.samr/phase_1", LAW),
)

MADE_UP: Final = "no count of later phases was found: made up; cases with remedies usually take a year or more"
STEPS: Final = (
    Step(ID, "not_filed", {"file": 1}, "20 working days of cn.state", "nobody counts how fast parties file: made up"),
    Step(ID, "called_in", {"file": 1}, "20 working days of cn.state", "nobody counts how fast parties file: made up"),
    Step(ID, "phase_2", {"extend": "0.7", "clear_with_conditions": "0.2", "allow_withdrawal": "0.1"}, "on the last day of cn.samr/phase_2", MADE_UP),
    Step(ID, "phase_3", {"clear_with_conditions": "0.5", "allow_withdrawal": "0.4", "prohibit": "0.1"}, "on the last day of cn.samr/phase_3", MADE_UP),
    Step(ID, "withdrawn", {"refile": "0.8"}, "at once", "filed again the same day in the cases whose days are known: made up as a chance"),
)
# fmt: on

BASE: Final = Base(
    ID,
    RATES,
    LAGS,
    STEPS,
    limits=(
        "outcomes are counted by case, not by phase: a case that ended in a later phase is counted in the first",
        "how many cases were withdrawn in 2025 was not read",
        "stops of the clock are not counted anywhere",
    ),
)
