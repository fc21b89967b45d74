"""An hour after which something received counts as received on the next working day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from attrs import frozen

from dealflow import calendars
from dealflow.citation import Citation

__all__ = ["Cutoff"]


@frozen
class Cutoff:
    """An hour after which something received counts as received on the next working day.

    *hour* is in the calendar's zone; with *rest_days* a receipt on a day that is not worked moves on as well.
    """

    hour: int
    calendar: str
    citation: Citation
    rest_days: bool = False

    def effective(self, moment: datetime | date) -> date:
        """The day on which something received at *moment* counts as received; a bare date is before the cut-off.

        Raises ValueError for a datetime that does not say its own zone.
        """
        days_of = calendars.get(self.calendar)
        if not isinstance(moment, datetime):
            return days_of.next_working(moment) if self.rest_days else moment
        if moment.tzinfo is None:
            raise ValueError(f"{moment.isoformat()} says no time zone; give a date, or a datetime with a zone")
        local = moment.astimezone(ZoneInfo(days_of.zone))
        late = (local.hour, local.minute, local.second) > (self.hour, 0, 0)
        if late:
            return days_of.add_working(local.date(), 1)
        return days_of.next_working(local.date()) if self.rest_days else local.date()
