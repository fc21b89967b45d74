"""From a scenario back to the text of a file: what is written loads to the same scenario."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

import attrs

from dealflow.scenario.kinds import Month
from dealflow.scenario.shape import ScenarioFile
from dealflow.scenario.tables import keys_of, rest_of
from dealflow.scenario.value import Scenario

__all__ = ["dumps", "written"]

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_QUOTES: Final = re.compile(r'"(?="|\Z)')
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def dumps(scenario: Scenario) -> str:
    """The file of *scenario*; comments of the file it was read from are not kept."""
    return written(scenario.file)


def written(file: ScenarioFile) -> str:
    """*file* as TOML."""
    lines = [f"format = {file.format}"]
    for name, value in _items(file):
        if attrs.has(type(value)):
            lines += _table((name,), value)
        elif isinstance(value, tuple):
            for one in value:
                lines += ["", f"[[{name}]]", *_pairs(one)]
        elif isinstance(value, Mapping) and any(attrs.has(type(one)) for one in value.values()):
            for id, one in value.items():
                lines += _table((name, id), one)
        elif isinstance(value, Mapping):
            lines += ["", f"[{name}]", *(f"{_key(k)} = {_value(v)}" for k, v in value.items())]
    return "\n".join(lines) + "\n"


def _items(table: Any) -> Iterator[tuple[str, Any]]:
    """The keys of a table that say something else than their default, in written order, other keys last."""
    for name, a in keys_of(type(table)).items():
        value = getattr(table, a.name)
        if a.metadata["required"] or value != _default(a):
            yield name, value
    taker = rest_of(type(table))
    if taker is not None:
        yield from getattr(table, taker.name).items()


def _default(a: attrs.Attribute[Any]) -> Any:
    return {} if hasattr(a.default, "factory") else a.default


def _table(path: tuple[str, ...], table: Any) -> Iterator[str]:
    header = ".".join(_key(part) for part in path)
    yield from ("", f"[{header}]")
    below: list[str] = []
    for name, value in _items(table):
        if isinstance(value, tuple) and value and attrs.has(type(value[0])):
            for one in value:
                below += ["", f"[[{header}.{_key(name)}]]", *_pairs(one)]
        else:
            yield f"{_key(name)} = {_value(value, several_lines=True)}"
    yield from below


def _pairs(table: Any) -> Iterator[str]:
    for name, value in _items(table):
        yield f"{_key(name)} = {_value(value, several_lines=True)}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _value(value: Any, *, several_lines: bool = False) -> str:
    if isinstance(value, str):
        return _long_text(value) if several_lines and "\n" in value else _text(value)
    if isinstance(value, Fraction):
        return _chance(value)
    if isinstance(value, tuple):
        return _list(value, several_lines=several_lines)
    if isinstance(value, Mapping) or (attrs.has(type(value)) and not isinstance(value, Month)):
        pairs = value.items() if isinstance(value, Mapping) else _items(value)
        inside = ", ".join(f"{_key(name)} = {_value(one)}" for name, one in pairs)
        return f"{{ {inside} }}" if inside else "{}"
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Month):
        return _text(str(value))
    return value.isoformat() if isinstance(value, date) else repr(value)


def _list(values: tuple[Any, ...], *, several_lines: bool) -> str:
    parts = [_value(one) for one in values]
    if several_lines and values and attrs.has(type(values[0])):
        return "[\n" + "".join(f"    {part},\n" for part in parts) + "]"
    return f"[{', '.join(parts)}]"


def _chance(value: Fraction) -> str:
    """A decimal where one is exact, else a fraction in quotation marks."""
    below, digits = value.denominator, 0
    while digits < 40 and 10**digits % below:
        digits += 1
    if 10**digits % below:
        return f'"{value.numerator}/{value.denominator}"'
    if digits == 0:
        return str(value.numerator)
    whole, part = divmod(value.numerator * 10**digits // below, 10**digits)
    return f"{whole}.{part:0{digits}d}"


def _text(value: str) -> str:
    plain = json.dumps(value, ensure_ascii=False)
    return plain.replace("\x7f", "\\u007f")


def _long_text(value: str) -> str:
    plain = _QUOTES.sub(r'\\"', value.replace("\\", "\\\\"))
    plain = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)
    return f'"""\n{plain}"""'
