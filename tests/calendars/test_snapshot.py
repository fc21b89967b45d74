from __future__ import annotations

from dealflow.calendars.snapshot import SNAPSHOT, computed


def test_the_snapshot_names_the_data_that_is_shipped() -> None:
    """Whoever changes a day changes the name of the data, which every answer prints."""
    assert SNAPSHOT == computed()
