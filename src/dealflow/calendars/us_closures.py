"""Closings of federal offices in Washington, and lapses in appropriations: data only.

Sources: the executive orders in the Federal Register; announcements of the Office of Personnel Management (OPM) as
the trade press printed them on the day. *read* says that a copy of the text, or a report of the day that quotes it,
was read; *recalled* that nobody has looked the day up. The orders of 2001 to 2014 and that for 24 December 2024 were
read only as titles in the Federal Register; their days of signature are recalled.
Cross-checked: the orders equal the full-day closings of the `government` category of `holidays`; it has no OPM
closings and no lapses.

Limitations: OPM closings are complete for no year: those found are listed, from December 2009 on. Where the hour of an
announcement was not read, the day itself stands as the day of the announcement. Late openings, early departures and
half-day closings (24 December 2002, 2009 and 2015) leave the day a business day and are left out.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from attrs import frozen

from dealflow.calendars.calendar import SpecialDay
from dealflow.citation import Checked

__all__ = ["KNOWN_LAPSES", "OPM_CLOSINGS", "ORDERS", "Lapse"]


def _order(day: date, name: str, number: int, signed: date, mark: str) -> SpecialDay:
    return SpecialDay(day, False, name, f"Executive Order {number} of {signed} ({mark})", signed)


def _opm(day: date, name: str, mark: str, announced: date | None = None) -> SpecialDay:
    return SpecialDay(
        day,
        False,
        f"OPM closing: {name}",
        f"OPM operating status for {day} ({mark})",
        announced or day,
        mark == _RECALLED,
    )


_READ, _RECALLED, _TITLE = "read", "recalled", "title read, day of signature recalled"

ORDERS: Final = (
    _order(date(2001, 12, 24), "closed by order: Christmas Eve", 13238, date(2001, 12, 5), _TITLE),
    _order(date(2003, 12, 26), "closed by order: day after Christmas", 13320, date(2003, 12, 9), _TITLE),
    _order(date(2004, 6, 11), "closed by order: mourning for Ronald Reagan", 13343, date(2004, 6, 6), _TITLE),
    _order(date(2007, 1, 2), "closed by order: mourning for Gerald R. Ford", 13421, date(2006, 12, 28), _TITLE),
    _order(date(2007, 12, 24), "closed by order: Christmas Eve", 13453, date(2007, 12, 6), _TITLE),
    _order(date(2008, 12, 26), "closed by order: day after Christmas", 13482, date(2008, 12, 12), _TITLE),
    _order(date(2012, 12, 24), "closed by order: Christmas Eve", 13633, date(2012, 12, 21), _TITLE),
    _order(date(2014, 12, 26), "closed by order: day after Christmas", 13682, date(2014, 12, 5), _TITLE),
    _order(date(2018, 12, 5), "closed by order: mourning for George H. W. Bush", 13852, date(2018, 12, 1), _READ),
    _order(date(2018, 12, 24), "closed by order: Christmas Eve", 13854, date(2018, 12, 18), _READ),
    _order(date(2019, 12, 24), "closed by order: Christmas Eve", 13900, date(2019, 12, 17), _READ),
    _order(date(2020, 12, 24), "closed by order: Christmas Eve", 13965, date(2020, 12, 11), _READ),
    _order(date(2024, 12, 24), "closed by order: Christmas Eve", 14129, date(2024, 12, 19), _TITLE),
    _order(date(2025, 1, 9), "closed by order: mourning for Jimmy Carter", 14133, date(2024, 12, 30), _READ),
    _order(date(2025, 12, 24), "closed by order: Christmas Eve", 14371, date(2025, 12, 18), _READ),
    _order(date(2025, 12, 26), "closed by order: day after Christmas", 14371, date(2025, 12, 18), _READ),
)

OPM_CLOSINGS: Final = (
    _opm(date(2009, 12, 21), "snow", _RECALLED),
    _opm(date(2010, 2, 8), "snow", _RECALLED),
    _opm(date(2010, 2, 9), "snow", _RECALLED),
    _opm(date(2010, 2, 10), "snow", _READ, date(2010, 2, 9)),
    _opm(date(2010, 2, 11), "snow", _RECALLED),
    _opm(date(2012, 10, 29), "Hurricane Sandy", _READ, date(2012, 10, 28)),
    _opm(date(2012, 10, 30), "Hurricane Sandy", _READ, date(2012, 10, 29)),
    _opm(date(2013, 3, 6), "snow", _READ),
    _opm(date(2013, 12, 10), "snow", _READ),
    _opm(date(2014, 1, 21), "snow", _READ),
    _opm(date(2014, 2, 13), "snow", _READ, date(2014, 2, 12)),
    _opm(date(2014, 3, 3), "snow", _READ, date(2014, 3, 2)),
    _opm(date(2014, 3, 17), "snow", _READ),
    _opm(date(2015, 2, 17), "snow", _RECALLED),
    _opm(date(2015, 3, 5), "snow", _RECALLED),
    _opm(date(2016, 1, 25), "snow", _READ, date(2016, 1, 24)),
    _opm(date(2016, 1, 26), "snow", _READ, date(2016, 1, 25)),
    _opm(date(2018, 3, 2), "wind", _READ),
    _opm(date(2018, 3, 21), "snow", _READ),
    _opm(date(2019, 1, 14), "snow", _RECALLED),
    _opm(date(2019, 2, 20), "snow", _RECALLED),
    _opm(date(2021, 2, 18), "snow", _READ, date(2021, 2, 17)),
    _opm(date(2022, 1, 3), "snow", _READ, date(2022, 1, 2)),
    _opm(date(2024, 1, 16), "snow", "month read, day recalled"),
    _opm(date(2025, 1, 6), "snow", _READ, date(2025, 1, 5)),
    _opm(date(2025, 1, 7), "snow", _READ, date(2025, 1, 6)),
    _opm(date(2026, 1, 26), "snow", _READ, date(2026, 1, 23)),
    _opm(date(2026, 1, 27), "snow", _READ, date(2026, 1, 26)),
)


@frozen
class Lapse:
    """A lapse in appropriations: its days, both included, whom it hit, and whether the CFIUS clocks were tolled.

    *agencies* is "all", "some" or one department; *cfius_tolled* is None where the treatment is not known. A lapse
    makes no day a non-business day: it tolls clocks, and only where somebody declares that it does.
    """

    name: str
    first: date
    last: date
    agencies: Literal["all", "some", "DHS"]
    cfius_tolled: bool | None
    source: str
    status: Checked

    @property
    def days(self) -> int:
        """The number of calendar days of the lapse."""
        return (self.last - self.first).days + 1


KNOWN_LAPSES: Final = (
    Lapse(
        "lapse of October 2013",
        date(2013, 10, 1),
        date(2013, 10, 16),
        "all",
        False,
        "no tolling before FIRRMA (read); dates recalled",
        Checked.RECALLED,
    ),
    Lapse(
        "lapse of January 2018",
        date(2018, 1, 20),
        date(2018, 1, 22),
        "all",
        False,
        "no tolling before FIRRMA (read); dates recalled",
        Checked.RECALLED,
    ),
    Lapse(
        "lapse of December 2018",
        date(2018, 12, 22),
        date(2019, 1, 25),
        "some",
        True,
        "50 U.S.C. 4565(b)(8); length of 35 days and tolling of cases under FIRRMA read; last day recalled",
        Checked.READ,
    ),
    Lapse(
        "lapse of October 2025",
        date(2025, 10, 1),
        date(2025, 11, 12),
        "all",
        True,
        "Treasury's lapse plan: deadlines for notices and declarations tolled (read); last day recalled",
        Checked.READ,
    ),
    Lapse(
        "lapse of January 2026",
        date(2026, 1, 31),
        date(2026, 2, 3),
        "some",
        None,
        "dates recalled with low confidence; treatment of CFIUS clocks not verified",
        Checked.RECALLED,
    ),
    Lapse(
        "lapse of February 2026 (Department of Homeland Security)",
        date(2026, 2, 14),
        date(2026, 4, 30),
        "DHS",
        True,
        "CFIUS tolled its clocks; first day and length of 76 days read, last day derived from them",
        Checked.READ,
    ),
)
