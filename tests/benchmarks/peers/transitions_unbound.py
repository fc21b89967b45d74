"""transitions.Machine without binding: no add_model, the events are triggered on a
slotted attrs object that only has the state attribute.  Explains and logs as
transitions_explain does."""
import attrs
import transitions
from transitions import Machine
from transitions_explain import COND, ExplainingTransition
from scenario import FLAT, FLAT_STATES, Facts

NAME = "transitions Machine unbound, attrs slots + all failed guards + log"
VERSION = transitions.__version__
IMPORT = "from transitions import Machine, Transition"


@attrs.define(eq=False)
class Model:
    facts: Facts = attrs.field(factory=Facts)
    state: str = "offer"
    blocked: list = attrs.field(factory=list)
    log: list = attrs.field(factory=list)

    def fire(self, name: str) -> bool:
        return FIRE[name](self)


def note(event):
    m = event.model
    m.log.append((m.facts.day, event.event.name, event.transition.source, m.state, m.blocked))


class UnboundMachine(Machine):
    transition_cls = ExplainingTransition


MACHINE = UnboundMachine(
    None, states=FLAT_STATES, initial="offer", auto_transitions=False, send_event=True, finalize_event=note,
    transitions=[dict(trigger=e, source=s, dest=d, conditions=[COND[g] for g in gs]) for e, s, d, gs in FLAT])
FIRE = {n: ev.trigger for n, ev in MACHINE.events.items()}


def new():
    return Model()


def lifecycle(m):
    f, fire = m.facts, m.fire
    ok = fire("sign")
    f.board = True
    ok += fire("sign")
    ok += fire("file")
    ok += fire("close")
    f.us_ok = True
    ok += fire("us_clear")
    ok += fire("close")
    f.cn_ok = True
    ok += fire("cn_grant")
    ok += fire("close")
    return ok


def final(m):
    return m.state == "closed" and len(m.log) == 8


def query(m):
    return [t for t in MACHINE.get_triggers(m.state) if MACHINE._can_trigger(m, t)]
