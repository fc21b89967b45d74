"""Requirements as tables: clauses of literals, the tables over terms and days, and what each clause asks about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dealflow.analysis.sampling.days import NEVER
from dealflow.analysis.sampling.formula import AGED, COVERED, PAST, RUNNING, STATE, TABLE, Clauses, Literal

__all__ = ["DEAL_BIT", "clock_bit", "requirement_tables", "state_bit"]

Lists = dict[str, Any]


def state_bit(i: int) -> int:
    """The bit of the process at *i*; several may share one."""
    return 1 << i % 40


def clock_bit(c: int) -> int:
    """The bit of clock *c*; several may share one."""
    return 1 << (40 + c % 16)


DEAL_BIT = 1 << 57
"""The bit of milestones, dates and terms."""


def _needs(one: Literal) -> int:
    if one.kind == STATE:
        return state_bit(one.of)
    if one.kind == COVERED:
        return state_bit(one.of) | DEAL_BIT
    return clock_bit(one.of) if one.kind in (RUNNING, PAST, AGED) else DEAL_BIT


def requirement_tables(guards: Mapping[Clauses, int], length: int, n_terms: int) -> Lists:
    """The requirements as clauses of literals, and the tables over terms and days that they ask."""
    out: Lists = {name: [] for name in _LISTS}
    flat: list[int] = []
    turns: list[int] = []
    places: dict[bytes, int] = {}
    for clauses in guards:
        out["q_first"].append(len(out["k_first"]))
        for clause in clauses:
            out["k_first"].append(len(out["l_kind"]))
            for one in clause:
                value = one.value
                if one.kind == TABLE:
                    if value not in places:
                        places[value] = len(flat)
                        flat.extend(value)
                        turns.extend(_turns(value, length, n_terms))
                    value = places[value]
                for name, part in (("l_kind", one.kind), ("l_of", one.of), ("l_value", value),
                                   ("l_wanted", int(one.wanted))):  # fmt: skip
                    out[name].append(part)
            out["k_end"].append(len(out["l_kind"]))
            needs = 0
            for one in clause:
                needs |= _needs(one)
            out["k_needs"].append(needs)
        out["q_end"].append(len(out["k_first"]))
    return {name: values or [0] for name, values in out.items()} | {"table": flat or [0], "turn": turns or [0]}


def _turns(value: bytes, length: int, n_terms: int) -> list[int]:
    """For each entry of a table the next day on which it says something else."""
    out: list[int] = []
    for k in range(n_terms):
        row, ahead, turn = value[k * length : (k + 1) * length], [], NEVER
        for day in range(length - 1, -1, -1):
            if day + 1 < length and row[day + 1] != row[day]:
                turn = day + 1
            ahead.append(turn)
        out.extend(reversed(ahead))
    return out


_LISTS = ("q_first", "q_end", "k_first", "k_end", "k_needs", "l_kind", "l_of", "l_value", "l_wanted")
