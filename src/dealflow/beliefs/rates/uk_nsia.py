"""National Security and Investment Act: notices and call-ins by year, counted in the reports under s. 61."""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.beliefs.rates.rate import Base, Lag, Step, counted
from dealflow.citation import Checked, Citation

__all__ = ["BASE"]

ID: Final = "uk.nsia"
ACT: Final = Citation("National Security and Investment Act 2021", "ss. 14, 18, 23", status=Checked.RECALLED)


def _report(years: str, note: str = "", status: Checked = Checked.READ) -> Citation:
    return Citation(f"National Security and Investment Act 2021: annual report {years}", note=note, status=status)


REVISED: Final = "as revised in the report of the next year"
CALLED: Final = "call-ins of all kinds over notices accepted: some were of deals that nobody had notified"
REST: Final = "the notices accepted and not called in"

# fmt: off
RATES: Final = (
    *counted(ID, "notified", "2022-23", date(2023, 3, 31), 865, _report("2022-23", REVISED), accept=806, reject=42),
    *counted(ID, "notified", "2023-24", date(2024, 3, 31), 906, _report("2023-24"), accept=876, reject=24),
    *counted(ID, "review", "2022-23", date(2023, 3, 31), 806, _report("2022-23", CALLED), call_in=65, clear=(741, _report("2022-23", REST, Checked.DERIVED))),
    *counted(ID, "review", "2023-24", date(2024, 3, 31), 876, _report("2023-24", CALLED), call_in=41, clear=(835, _report("2023-24", REST, Checked.DERIVED))),
    *counted(ID, "initial_period", "2022-23", date(2023, 3, 31), 65, _report("2022-23", "final orders of every kind"), order_conditions=15, notify_finally=(50, _report("2022-23", "the call-ins without an order, among them those withdrawn", Checked.DERIVED))),
)

LAGS: Final = (
    Lag(ID, "notified", "3 to 5 working days of uk.any_part", _report("2022-23", "accepted within 4 working days (median)")),
    Lag(ID, "review", "on the last day of uk.nsia/review", _report("2022-23", "every notice was called in or cleared within the 30 working days")),
    Lag(ID, "initial_period", "on the last day of uk.nsia/assessment", ACT, "notify_finally"),
    Lag(ID, "initial_period", "81 working days of uk.any_part", _report("2022-23", "a final order took 81 working days on average"), "order_conditions"),
)

STEPS: Final = (
    Step(ID, "not_notified", {"notify": 1}, "10 working days of uk.any_part", "nobody counts how fast parties notify: made up"),
    Step(ID, "rejected", {"notify": 1}, "10 working days of uk.any_part", "nobody counts how fast parties notify again: made up"),
)
# fmt: on

BASE: Final = Base(
    ID,
    RATES,
    LAGS,
    STEPS,
    limits=(
        "how many final orders blocked or undid a deal was not read: all of them are counted as conditions",
        "the additional and voluntary periods are not counted: an order made after 81 days is late by this model",
    ),
)
