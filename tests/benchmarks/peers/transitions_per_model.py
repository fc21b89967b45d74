"""transitions.Machine, one machine per model (the way most examples show)."""
from transitions_flat import *  # noqa: F401,F403
from transitions_flat import Model, make_machine
import transitions_flat as base

NAME = "transitions Machine (one per model)"


def new():
    m = Model()
    m.machine = make_machine(m)
    return m


def cleanup():
    pass


def query(m):
    return [t for t in m.machine.get_triggers(m.state) if m.may_trigger(t)]
