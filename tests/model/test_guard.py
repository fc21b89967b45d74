"""The algebra of guards as values, and findings."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dealflow.model import (
    AgedAtLeast,
    AllOf,
    AnyOf,
    Finding,
    Gates,
    Guard,
    InForce,
    InPerimeter,
    InState,
    NoneOther,
    Not,
    OnOrBefore,
    Past,
    Permitted,
    Reached,
    Required,
    Running,
)
from dealflow.model.guard import all_of, leaves
from dealflow.testing import strategies as own

LEAVES = st.one_of(
    st.builds(Reached, st.sampled_from(["signing", "closing"])),
    st.builds(InState, st.sampled_from(["", "one"]), st.sets(st.sampled_from("abc"), min_size=1)),
    st.builds(NoneOther, st.sets(st.sampled_from("abc"), min_size=1)),
    st.builds(Required, st.sampled_from(["", "one"]), st.sampled_from(["", "restricted"])),
    st.builds(Gates, st.sampled_from(["sign", "close"])),
    st.builds(Permitted, st.sampled_from(["sign", "close"])),
    st.builds(Running, st.just("review")),
    st.builds(Past, st.just("review")),
    st.builds(AgedAtLeast, st.just("review"), st.integers(0, 3)),
    st.builds(OnOrBefore, st.just("outside_date")),
    st.builds(InForce, st.one_of(st.none(), own.dates()), st.one_of(st.none(), own.dates())),
    st.builds(InPerimeter, st.just("algorithm")),
)
GUARDS: st.SearchStrategy[Guard] = st.recursive(
    LEAVES,
    lambda g: st.one_of(
        st.builds(lambda a, b: a & b, g, g), st.builds(lambda a, b: a | b, g, g), st.builds(lambda a: ~a, g)
    ),
    max_leaves=8,
)


@given(GUARDS, GUARDS, GUARDS)
def test_and_and_or_are_flat_and_associative(a: Guard, b: Guard, c: Guard) -> None:
    """How conjunctions and disjunctions are bracketed does not matter, and none stands directly in another."""
    assert (a & b) & c == a & (b & c)
    assert (a | b) | c == a | (b | c)
    for guard in (a & b & c, a | b | c):
        kind = type(guard)
        assert not any(isinstance(part, kind) for part in guard.guards)  # type: ignore[attr-defined]


@given(GUARDS)
def test_not_not_is_the_thing_itself(guard: Guard) -> None:
    """Two negations fall away; one never stands directly in another."""
    assert guard == ~~guard
    assert not isinstance(~guard, Not) or not isinstance((~guard).guard, Not)  # type: ignore[attr-defined]


@given(GUARDS)
def test_guards_are_values(guard: Guard) -> None:
    """Equal guards hash alike and rebuild from their fields; another sentence makes another guard."""
    again = evolve(guard)

    assert guard == again
    assert hash(guard) == hash(again)
    assert guard != evolve(guard, says="otherwise")
    assert guard != ~guard


@given(GUARDS, GUARDS)
def test_leaves_are_those_of_the_parts(a: Guard, b: Guard) -> None:
    """The leaves of a combination are those of its parts in order, and none is itself a combination."""
    assert [*leaves(a), *leaves(b)] == list(leaves(a & b)) == list(leaves(a | b))
    assert list(leaves(a)) == list(leaves(~a))
    assert not any(isinstance(leaf, (AllOf, AnyOf, Not)) for leaf in leaves(a & ~b))


def test_order_of_construction_is_kept() -> None:
    """Parts stand in written order, so that findings do; the sets inside a guard have no order."""
    a, b, c = Reached("signing"), Gates("close"), Permitted("close")

    assert (a, b, c) == (a & b & c).guards  # type: ignore[attr-defined]
    assert (c, b, a) == (c | b | a).guards  # type: ignore[attr-defined]
    assert InState("x", ["b", "a"]) == InState("x", ("a", "b"))
    assert NoneOther(["b", "a"]) == NoneOther({"a", "b"})


def test_a_guard_with_a_sentence_of_its_own_stays_whole() -> None:
    """A combination that says its own sentence is not taken apart, in and, or and not alike."""
    a, b, c = Reached("signing"), Gates("close"), Permitted("close")
    both, either = AllOf((a, b), says="both"), AnyOf((a, b), says="either")
    never = Not(a, says="never")

    assert (both, c) == (both & c).guards  # type: ignore[attr-defined]
    assert (either, c) == (either | c).guards  # type: ignore[attr-defined]
    assert (c, either) == (c | either).guards  # type: ignore[attr-defined]
    assert Not(never) == ~never


def test_all_of_one_is_that_one() -> None:
    """The conjunction of one guard is the guard itself, of several their flat conjunction."""
    a, b = Reached("signing"), Gates("close")

    assert a == all_of([a])
    assert AllOf((a, b, a)) == all_of([AllOf((a, b)), a])


def test_a_finding_reads_its_first_day() -> None:
    """The first day of a finding is that of its first stretch, or none; a contract's own requirement is marked."""
    spans = ((date(2020, 1, 5), date(2020, 1, 9)), (date(2020, 2, 1), None))
    law: dict[str, Any] = {"reason": "not yet", "code": "state", "process": "one", "authority": "A"}
    finding = Finding(met=False, days=spans, **law)

    assert date(2020, 1, 5) == finding.first_day
    assert Finding(met=False, **law).first_day is None
    assert "not yet" == str(finding)
    assert "[contract] not yet" == str(Finding(met=False, contract=True, **law))
