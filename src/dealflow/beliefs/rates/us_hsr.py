"""HSR: second requests by fiscal year, counted in the annual reports of the FTC and the Department of Justice."""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.beliefs.rates.rate import Base, Lag, Rate, Step, counted
from dealflow.citation import Checked, Citation

__all__ = ["BASE"]

ID: Final = "us.hsr"


def _year(year: int, n: int, requests: int, *, read: bool = False) -> tuple[Rate, ...]:
    """A fiscal year, which ends on 30 September: transactions reported, and second requests."""
    source = Citation(
        f"Hart-Scott-Rodino annual report, fiscal year {year}",
        "Appendix A",
        status=Checked.READ if read else Checked.RECALLED,
        note="" if read else "the transactions reported were read, the second requests are recalled",
    )
    return counted(ID, "waiting", f"FY{year}", date(year, 9, 30), n, source, request_more=requests)


WAITING: Final = Citation("15 U.S.C. 18a", "(b)(1), (e)(2)", note="the length of the period")

RATES: Final = (
    *_year(2020, 1637, 48),
    *_year(2021, 3520, 65),
    *_year(2022, 3152, 47),
    *_year(2023, 1805, 37),
    *_year(2024, 2031, 59, read=True),
)

# fmt: off
LAGS: Final = (
    Lag(ID, "waiting", "on the last day of us.hsr/waiting", WAITING),
    Lag(ID, "waiting_again", "on the last day of us.hsr/waiting", WAITING),
)

STEPS: Final = (
    Step(ID, "not_filed", {"file": 1}, "10 working days of us.hsr", "nobody counts how fast parties file: made up"),
    Step(ID, "second_request", {"certify": "0.85", "withdraw": "0.15"}, "90 to 270 days", "times of compliance and what comes of second requests were not read: made up"),
)
# fmt: on

BASE: Final = Base(
    ID,
    RATES,
    LAGS,
    STEPS,
    limits=(
        "of all transactions reported, a few of which could not get a second request: the rate is a little too low",
        "early termination is not counted here; it was suspended in some years",
        "suits after a second request are not counted here",
    ),
)
