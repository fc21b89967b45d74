"""What has been made for tables, kept for the tables that were last asked for.

A chunk of histories that goes to another process brings its own copy of the tables, so they are known by what they say.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from hashlib import blake2b
from threading import Lock
from typing import Final, Generic, TypeVar

from dealflow.analysis.sampling.tables import Tables

__all__ = ["Recent"]

Made = TypeVar("Made")

_MOST: Final = 16


class Recent(Generic[Made]):
    """The last few things made, each with the tables that it was made for."""

    def __init__(self) -> None:
        self._known: dict[bytes, Made] = {}
        self._last: tuple[Tables | None, Made | None] = (None, None)
        self._unlocked()
        if hasattr(os, "register_at_fork"):
            # a process forked while another thread makes something would wait for a thread that it does not have
            os.register_at_fork(after_in_child=self._unlocked)

    def _unlocked(self) -> None:
        self._lock = Lock()

    def get(self, tables: Tables, make: Callable[[Tables], Made]) -> Made:
        """What was made for *tables*, or what *make* makes of them."""
        same, found = self._last
        if same is tables and found is not None:
            return found
        # Python 3.11 loses count of nested syntax trees if two threads convert some at once.
        with self._lock:
            key = blake2b(marshal.dumps(tuple(tables), 2)).digest()
            made = self._known.pop(key, None)
            if made is None:
                made = make(tables)
            while len(self._known) >= _MOST:
                self._known.pop(next(iter(self._known)), None)
            self._known[key] = made
        self._last = (tables, made)
        return made
