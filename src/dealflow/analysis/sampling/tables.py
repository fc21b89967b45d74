"""What the event loop reads: a deal, its beliefs and where it stands, as flat lists of whole numbers.

Days are numbered from the day of the question. The prefixes say what a list is about: ``g_`` groups, ``h_`` choices,
``w_`` delays, ``q_`` requirements, ``k_`` clauses, ``l_`` literals, ``r_`` rows, ``o_`` what a row does to clocks,
``c_`` clocks, ``p_`` periods, ``z_`` groups that were open, ``s_`` states. A suffix ``0`` marks where a history starts.
"""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = [
    "END",
    "EXTEND",
    "LENGTH",
    "RESTART",
    "RESUME",
    "SETDAY",
    "START",
    "START_IF",
    "STOP",
    "TOUCH",
    "Tables",
]

END, START_IF, START, RESTART, EXTEND, LENGTH, SETDAY, TOUCH, STOP, RESUME = range(10)
"""What a row can do to a clock."""

Numbers = Any
"""A list of whole numbers, or an array of them."""


class Tables(NamedTuple):
    """Flat tables of one setting; lists in Python, arrays where the loop is compiled."""

    horizon: int
    offset: int  # how many days before the day of the question are numbered
    visits: int  # how many visits of a state have keys
    slots: int  # how many extensions of one run are kept
    epochs: Numbers  # days on which calendars learn of something, the day of the question first
    big: Numbers  # tables from day to day
    # what changes in a history
    state0: Numbers
    moved: Numbers  # the processes that some row moves
    milestone0: Numbers
    date0: Numbers
    terms0: int
    remembers: int  # 1 if it matters what a process carries, filed, or was approved under
    carried0: Numbers
    approved0: Numbers
    filed0: Numbers
    visit0: Numbers
    run0: Numbers
    start0: Numbers
    length0: Numbers
    fixed0: Numbers
    count0: Numbers
    extended0: Numbers
    used0: Numbers
    spent0: Numbers
    raw0: Numbers
    last0: Numbers
    order0: Numbers  # and behind them how many there are
    halted0: Numbers  # since when a clock stands still, or the day that does not come
    held0: Numbers  # the last day that it had then, or -1
    halts0: Numbers  # how many times it has stood still
    halt_first0: Numbers
    halt_last0: Numbers
    blank: Numbers  # -1 for each group
    blank2: Numbers  # -1 twice
    # requirements
    q_first: Numbers
    q_end: Numbers
    k_first: Numbers
    k_end: Numbers
    k_needs: Numbers  # what a clause asks about, as bits
    l_kind: Numbers
    l_of: Numbers
    l_value: Numbers
    l_wanted: Numbers
    table: Numbers
    turn: Numbers
    covers: Numbers
    n_terms: int
    # groups, their choices and delays
    g_process: Numbers
    g_first: Numbers
    g_choices: Numbers
    g_odds: Numbers
    g_cause: Numbers
    g_sure: Numbers
    g_keys: Numbers
    h_rows: Numbers
    h_rows_end: Numbers
    hr_row: Numbers
    hr_guard: Numbers
    h_asked: Numbers  # what is asked before it, as a list of requirements
    a_first: Numbers  # those lists
    a_end: Numbers
    a_guard: Numbers
    h_free: Numbers  # its row where nothing is required for it, else -1
    h_delay: Numbers
    h_delay_end: Numbers
    h_keys: Numbers
    odds: Numbers  # thresholds of choices
    reach: Numbers  # thresholds of delays
    reach_wait: Numbers
    buckets: int  # into how many parts the guides divide what is drawn
    guide: Numbers  # the first threshold of delays that can lie in each part
    h_guide: Numbers  # where the guide of a choice begins
    zh_guide: Numbers
    w_kind: Numbers
    w_of: Numbers
    w_table: Numbers
    w_less: Numbers
    w_bit: Numbers  # what moves a last day, in the bits of k_needs
    u_keys: Numbers  # causes
    u_first: Numbers
    u_levels: Numbers
    # groups that were open on the day of the question
    z_group: Numbers
    z_visit: Numbers
    z_odds: Numbers
    z_first: Numbers
    zh_first: Numbers
    zh_delay: Numbers
    zh_delay_end: Numbers
    # states and rows
    s_group: Numbers  # of each state that has groups, where they begin and end among these
    s_group_end: Numbers
    sg: Numbers
    r_entry: Numbers  # the state that a row leads to among those that have groups, or -1
    r_alone: Numbers  # 1 if the state that it leaves has but one group
    r_process: Numbers
    r_target: Numbers
    r_stays: Numbers
    r_deal: Numbers  # 1 if it moves milestones, dates or terms
    r_counted: Numbers  # 1 if clocks count from another day than that of the event
    r_changes: Numbers  # what it changes, in the bits of k_needs
    r_effective: Numbers
    r_reaches: Numbers
    r_withdraws: Numbers
    r_date: Numbers
    r_date_value: Numbers
    r_selects: Numbers
    r_terms: Numbers
    r_carries: Numbers
    r_approves: Numbers
    r_files: Numbers
    r_new_approval: Numbers
    r_counts_from: Numbers
    r_from_end: Numbers
    r_op: Numbers
    r_op_end: Numbers
    r_limit: Numbers
    r_limit_end: Numbers
    r_ending: Numbers
    r_ending_end: Numbers
    re_ending: Numbers
    ending_guard: Numbers
    o_kind: Numbers
    o_clock: Numbers
    o_value: Numbers
    o_slot: Numbers
    o_amount: Numbers
    m_kind: Numbers
    m_clock: Numbers
    m_slot: Numbers
    m_value: Numbers
    # clocks
    c_process: Numbers
    c_last_day: Numbers
    c_lapsing: Numbers  # clocks that have a lapse
    c_begun: Numbers  # clocks that run on the day of the question
    c_simple: Numbers  # 1 for a clock that only starts and ends
    c_ordered: Numbers  # 1 if it matters which clock of a process began first
    c_quick: Numbers  # where the ends of a clock's only period stand, by epoch, or -1
    c_quick_raw: Numbers
    c_lapse: Numbers
    c_lapse_row: Numbers
    c_edition_of: Numbers
    c_frozen: Numbers
    c_slot: Numbers
    c_slot_end: Numbers
    c_edition: Numbers
    c_edition_end: Numbers
    n_lengths: int
    e_from: Numbers
    e_period: Numbers
    n_periods: int
    p_size: int  # how many days a table from day to day covers
    p_raw: Numbers
    p_rolled: Numbers
    p_worked: Numbers  # the working days of its calendar, by epoch
    p_through: Numbers
    p_working: Numbers  # 1 if it counts working days
    p_rolls: Numbers
    p_skips: Numbers
    p_first_day: Numbers
    p_extends_rolled: Numbers
    x_raw: Numbers
    x_rolled: Numbers
