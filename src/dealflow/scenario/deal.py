"""The deal that a scenario file describes: which processes stand in it, with whom, under which terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from dealflow.catalogue import Catalogue
from dealflow.commercial.endings import endings_for
from dealflow.errors import DefinitionError, suggest
from dealflow.model import CLOCK, Bound, Deal
from dealflow.scenario.contract import check_dates, conditions_of, own_processes
from dealflow.scenario.parties import check_roles, parties_of, terms_of
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems, listed, quoted
from dealflow.scenario.refs import references_of
from dealflow.scenario.shape import ProcessTable, ScenarioFile

__all__ = ["deal_of", "roles_in"]

_BID, _AGREEMENT = "bid", "agreement"
_REDIRECT = "add the process to processes = [...], or say with refs = { ... } which one is meant"


def deal_of(file: ScenarioFile, catalogue: Catalogue, problems: Problems) -> Deal | None:
    """The deal of *file*; None if it could not be put together, after telling *problems* why.

    After other problems it is put together as far as possible, so that the rest of the file can be looked at too.
    """
    before = len(problems.found)
    _check_ids(file, problems)
    processes = _processes(file, catalogue, problems)
    parties = parties_of(file, problems)
    terms = terms_of(file, [b.process for b in processes], problems)
    check_roles(file, roles_in(processes), problems)
    check_dates(file.contract, processes, problems)
    conditions = tuple(conditions_of(file.contract, [b.id for b in processes], problems))
    _check_names(file, processes, problems)
    clean = len(problems.found) == before and not problems.material()
    chosen = {
        "initial_terms": file.deal.terms,
        "dates": dict(file.contract.dates),
        "conditions": conditions,
        "readings": dict(file.deal.readings),
    }
    try:
        return Deal(
            file.deal.id,
            file.deal.title,
            processes,
            parties,
            terms,
            endings=endings_for(processes),
            attested=catalogue.days_off,
            **(chosen if clean else {}),  # type: ignore[arg-type]
        )
    except DefinitionError as e:
        for problem in e.problems if clean else ():
            problems.add(("deal",), problem, _REDIRECT, at_key=True)
        return None


def _check_ids(file: ScenarioFile, problems: Problems) -> None:
    """Tell *problems* of ids that could not stand in the id of an action or a clock."""
    contract = [("contract", k, i) for k in ("condition", "clock") for i in range(len(getattr(file.contract, k)))]
    written: list[tuple[Path, str]] = [(("deal", "id"), file.deal.id)]
    written += [((part, id), id) for part in ("bids", "processes") for id in getattr(file, part)]
    written += [((*path, "id"), getattr(file.contract, path[1])[path[2]].id) for path in contract]
    for path, id in written:
        if re.search(r"[\s:/]", id):
            hint = "write it without spaces, colons and slashes"
            problems.add(path, f"{quoted(id)} cannot be an id", hint, at_key=path[-1] != "id")


def roles_in(processes: Iterable[Bound]) -> Iterator[str]:
    """The roles in which somebody acts in a deal of these processes."""
    for bound in processes:
        for row in bound.process.transitions:
            yield from (role for role in row.by if role != CLOCK)


def _processes(file: ScenarioFile, catalogue: Catalogue, problems: Problems) -> tuple[Bound, ...]:
    """Bids, the agreement, approvals and what the contract declares, the authorities, further instances."""
    authorities = {p.id: Bound(p.id, p) for p in catalogue.regimes if not p.roles}
    commercial: dict[str, Bound] = {}
    if _AGREEMENT in catalogue.ids:
        commercial[_AGREEMENT] = Bound(_AGREEMENT, catalogue[_AGREEMENT])
    bids = _bids(file, catalogue, problems)
    for i, id in enumerate(file.deal.processes):
        _add(id, (*_at("deal", "processes"), i), bids, commercial, authorities, catalogue, file, problems)
    extras: dict[str, Bound] = {}
    for id, table in file.processes.items():
        bound = _bound(id, table, catalogue, problems)
        if bound is not None:
            home = next((h for h in (commercial, authorities) if id in h), extras)
            home[id] = bound
    for kind in {b.process.id for b in extras.values() if not b.of} - set(file.deal.processes) - set(file.processes):
        authorities.pop(kind, None)  # its instances stand in its place
    own = {b.id: b for b in own_processes(file.contract, problems)}
    together = [*bids.values(), *commercial.values(), *own.values(), *authorities.values(), *extras.values()]
    _check_fillers(file, together, problems)
    return tuple(together)


def _at(*path: str) -> Path:
    return path


def _add(
    id: str,
    path: Path,
    bids: Mapping[str, Bound],
    commercial: dict[str, Bound],
    authorities: Mapping[str, Bound],
    catalogue: Catalogue,
    file: ScenarioFile,
    problems: Problems,
) -> None:
    """Add a process that the deal names, if it does not stand in it anyway."""
    if id in bids or id in commercial or id in authorities or id in file.processes:
        return
    if id.startswith("bid."):
        name = id.removeprefix("bid.")
        problems.add(path, f"no bid called {quoted(name)}", f'write [bids.{name}] with bidder = "..."')
    elif id not in catalogue.ids:
        problems.unknown(path, "process", id, [*bids, *catalogue.ids])
    elif catalogue[id].roles:
        roles = ", ".join(f'{role} = "..."' for role in catalogue[id].roles)
        problems.add(
            path, f"{quoted(id)} needs its roles filled", f'write [processes."{id}"] with roles = {{ {roles} }}'
        )
    else:
        commercial[id] = Bound(id, catalogue[id])


def _bids(file: ScenarioFile, catalogue: Catalogue, problems: Problems) -> dict[str, Bound]:
    """The bids, those that the deal names first and in its order."""
    if file.bids and _BID not in catalogue.ids:
        problems.add(("bids",), "there is no definition of a bid", "leave the bids out", at_key=True)
        return {}
    named = [id.removeprefix("bid.") for id in file.deal.processes if id.startswith("bid.")]
    order = [name for name in dict.fromkeys([*named, *file.bids]) if name in file.bids]
    for name in order:
        table = file.bids[name]
        _check_terms(table.terms, ("bids", name, "terms"), file, problems)
        for i, party in enumerate(table.bidder or ()):
            if party not in file.parties:
                problems.unknown(("bids", name, "bidder", i), "party", party, file.parties)
    return {
        f"bid.{name}": Bound(
            f"bid.{name}", catalogue[_BID], {"bidder": tuple(file.bids[name].bidder or ())}, terms=file.bids[name].terms
        )
        for name in order
    }


def _check_terms(name: str, path: Path, file: ScenarioFile, problems: Problems) -> None:
    if name and name not in file.terms:
        problems.unknown(path, "terms", name, file.terms)


def _bound(id: str, table: ProcessTable, catalogue: Catalogue, problems: Problems) -> Bound | None:
    path: Path = ("processes", id)
    definition = table.definition or id
    if not table.definition and problems.spoiled(*path):
        return None
    if definition not in catalogue.ids:
        if table.definition:
            problems.unknown((*path, "definition"), "definition", definition, catalogue.ids)
        else:
            root = max((k for k in catalogue.ids if id.startswith(f"{k}.")), key=len, default=None) or suggest(
                id, catalogue.ids
            )
            hint = f"add definition = {quoted(root)}" if root else 'add definition = "..."'
            problems.add(path, f"no definition called {quoted(id)}, and it names none", hint, at_key=True)
        return None
    process = catalogue[definition]
    roles = [*dict.fromkeys([*process.roles, *(r for row in process.transitions for r in row.by if r != CLOCK)])]
    for role in table.roles:
        if role not in roles:
            problems.unknown((*path, "roles", role), f"role of {definition}", role, roles, at_key=True)
    for role in process.roles:
        if role not in table.roles and not problems.spoiled(*path):
            message = f"role {quoted(role)} of {definition} is filled by nobody"
            problems.add(path, message, f'add roles = {{ {role} = "..." }}', at_key=True)
    for ref in table.refs:
        known = list(references_of(process))
        if ref not in known:
            problems.unknown((*path, "refs", ref), f"process that {definition} refers to", ref, known, at_key=True)
    return Bound(id, process, dict(table.roles), dict(table.refs), table.of)


def _check_fillers(file: ScenarioFile, together: list[Bound], problems: Problems) -> None:
    """Tell *problems* of parties and processes, named by roles and references, that are not in the deal."""
    ids = {b.id for b in together}
    for id, table in file.processes.items():
        lifts = {name for b in together if b.id == id for state in b.process.states for name in state.lifts}
        for role, named in table.roles.items():
            known = [*([] if f"@{role}" in lifts else file.parties), *sorted(ids)]
            kind = "process" if f"@{role}" in lifts else "party or process"
            for i, one in enumerate(named):
                if one not in known:
                    problems.unknown(("processes", id, "roles", role, i), kind, one, known)
        for ref, one in table.refs.items():
            if one not in ids:
                problems.unknown(("processes", id, "refs", ref), "process", one, sorted(ids))


def _check_names(file: ScenarioFile, processes: Iterable[Bound], problems: Problems) -> None:
    """Tell *problems* of initial terms and readings that do not exist."""
    _check_terms(file.deal.terms, ("deal", "terms"), file, problems)
    clocks = {f"{b.id}/{c.name}": c for b in processes for c in b.process.clocks}
    for id, chosen in file.deal.readings.items():
        path: Path = ("deal", "readings", id)
        if id not in clocks:
            problems.unknown(path, "clock", id, clocks, at_key=True)
            continue
        known = [choice for reading in clocks[id].readings for choice in reading.choices]
        for choice in (c for c in chosen if c not in known):
            hint = listed(choice, known) if known else "leave it out: its rule has one reading only"
            problems.unknown(path, f"reading of clock {id}", choice, known, hint=hint)
