"""What an explaining layer on transitions costs: a Transition class that evaluates
EVERY condition and keeps the failed ones, send_event=True, shared machine, and a log."""
import transitions
from transitions import Machine, Transition
from scenario import FLAT, FLAT_STATES, GUARDS, Facts

NAME = "transitions Machine + all failed guards + log (shared)"
VERSION = transitions.__version__
IMPORT = "from transitions import Machine, Transition"


def as_condition(name):
    g = GUARDS[name]

    def cond(event):
        return g(event.model.facts)
    cond.__name__ = name
    return cond


COND = {n: as_condition(n) for n in GUARDS}


class ExplainingTransition(Transition):
    def _eval_conditions(self, event_data):
        failed = [c.func.__name__ for c in self.conditions if not c.check(event_data)]
        event_data.model.blocked = failed
        return not failed


class ExplainingMachine(Machine):
    transition_cls = ExplainingTransition


def note(event):
    m = event.model
    m.log.append((m.facts.day, event.event.name, event.transition.source, m.state, m.blocked))


class Model:
    def __init__(self):
        self.facts = Facts()
        self.blocked = []
        self.log = []


MACHINE = ExplainingMachine(
    None, states=FLAT_STATES, initial="offer", auto_transitions=False, send_event=True, finalize_event=note,
    transitions=[dict(trigger=e, source=s, dest=d, conditions=[COND[g] for g in gs]) for e, s, d, gs in FLAT])


def new():
    m = Model()
    MACHINE.add_model(m)
    return m


def cleanup():
    MACHINE.models.clear()


from transitions_flat import lifecycle  # noqa: E402


def final(m):
    return m.state == "closed" and len(m.log) == 8


def query(m):
    return [t for t in MACHINE.get_triggers(m.state) if m.may_trigger(t)]
