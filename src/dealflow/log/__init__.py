"""The append-only record: entries, their fold into a state, and the file that keeps them."""

from __future__ import annotations

from dealflow.log.entry import Entry
from dealflow.log.file import Log, LogLine, Repaired
from dealflow.log.fold import Fallen, Note, Record, Step, fold

__all__ = ["Entry", "Fallen", "Log", "LogLine", "Note", "Record", "Repaired", "Step", "fold"]
