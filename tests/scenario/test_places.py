"""Places: every key and value of a TOML text is found where it stands, whatever its spelling."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.scenario.places import Path, Place, places_of

BARE = "abcXYZ-_019"
SPACE = st.sampled_from(["", " ", "\t "])
BLANK = st.sampled_from(["", " ", "\n", " # a, comment = [\n  ", "\n\n"])
COMMENT = st.sampled_from(["", "  # x = 1", "# [[y]]", "\t# 'it\"s"])

basic = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"\\'), max_size=5)
literal = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="'"), max_size=5)
several = st.text(st.sampled_from("ab\n#=[]{},.'\" "), max_size=8).filter(
    lambda s: '"' * 3 not in s and "'" * 3 not in s
)
STRINGS = st.one_of(
    basic.map(lambda s: f'"{s}"'),
    st.sampled_from(['"\\""', '"\\\\"', '"\\u0041 # \\n"', "''", '""', '"[x]"']),
    literal.map(lambda s: f"'{s}'"),
    several.filter(lambda s: not s.endswith('"')).map(lambda s: f'"""{s}"""'),
    several.filter(lambda s: not s.endswith("'")).map(lambda s: f"'''{s}'''"),
    st.sampled_from(['"""a"""""', '"""\\""""', "'''a'''''", '"""\\\n  x"""', '""""a"""', '"""a\\\\"""']),
)
PLAIN = st.sampled_from(
    ["1", "-1_000", "0x1F", "1.5e-3", "inf", "true", "2020-11-12", "2020-11-12T17:00:00-04:00", "2020-11-12 07:00:00"]
)


@st.composite
def lists(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """A list over one or several lines, with comments and a last comma or none."""
    parts = draw(st.lists(inner, max_size=3))
    text = "".join(f"{draw(BLANK)}{part}{draw(BLANK)}," for part in parts)
    return f"[{text if draw(st.booleans()) else text.rstrip(',')}{draw(BLANK)}]"


@st.composite
def tables(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """An inline table, its keys numbered so that none stands twice."""
    names = draw(st.lists(st.sampled_from(["a", "b", "c.d", '"e f"', "'g.h'", "c.i"]), max_size=3, unique=True))
    parts = [f"{draw(SPACE)}{name}{draw(SPACE)}={draw(SPACE)}{draw(inner)}{draw(SPACE)}" for name in names]
    return "{" + ",".join(parts) + "}"


VALUES = st.recursive(STRINGS | PLAIN, lambda inner: lists(inner) | tables(inner), max_leaves=6)


@st.composite
def keys(draw: st.DrawFn, number: int) -> str:
    """A key of one to three parts, bare or quoted, whose last part is unlike any other."""
    parts = draw(st.lists(st.sampled_from(["p", '"q"', "'r.s'", '"t # u"']), max_size=2))
    last = draw(st.sampled_from([f"k{number}", f'"k{number} = ["', f"'k{number}\"'"]))
    dot = f"{draw(SPACE)}.{draw(SPACE)}"
    return dot.join([*parts, last])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A TOML text of tables, lists of tables and pairs in any spelling."""
    lines, lists_so_far = [], ["history"]
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(["pair", "pair", "pair", "table", "list", "below", "blank"]))
        if kind == "pair":
            lines.append(f"{draw(SPACE)}{draw(keys(number))}{draw(SPACE)}={draw(SPACE)}{draw(VALUES)}{draw(COMMENT)}")
        elif kind == "table":
            lines.append(f"{draw(SPACE)}[{draw(SPACE)}{draw(keys(number))}{draw(SPACE)}]{draw(COMMENT)}")
        elif kind == "list":
            lists_so_far.append(draw(st.sampled_from(lists_so_far)))
            lines.append(f"[[{draw(SPACE)}{lists_so_far[-1]}{draw(SPACE)}]]{draw(COMMENT)}")
        elif kind == "below" and len(lists_so_far) > 1:
            lines.append(f"[[{lists_so_far[-1]}.inner{draw(st.integers(0, 1))}]]")
        else:
            lines.append(draw(COMMENT))
    return "\n".join(lines)


def paths(value: Any, here: Path = ()) -> Iterator[Path]:
    """Every path in what tomllib reads."""
    if here:
        yield here
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inside in pairs:
        yield from paths(inside, (*here, key))


def written_key(text: str, offset: int) -> str:
    """The key that begins at *offset*, read by tomllib."""
    end = offset
    while True:
        end = text.index("\n", end + 1) if "\n" in text[end + 1 :] else len(text)
        for stop in range(offset + 1, end + 1):
            try:
                return str(next(iter(tomllib.loads(f"{text[offset:stop]} = 1"))))
            except tomllib.TOMLDecodeError:
                continue
        raise AssertionError(text[offset:])


def parsed(text: str) -> dict[str, Any] | None:
    """What tomllib reads, or None if the text is none of its own."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


@given(documents())
def test_the_scanner_agrees_with_tomllib(text: str) -> None:
    """The scanner finds just the keys and elements that tomllib reads, and each key stands where it says."""
    data = parsed(text)
    if data is None:
        return
    places = places_of(text)
    found = set(places.keys) | set(places.values)

    assert set(paths(data)) == {path for path in found if path}
    for path, offset in places.keys.items():
        if isinstance(path[-1], str):
            assert text[offset:].startswith(("'", '"')) or text[offset:].startswith(path[-1])
            assert path[-1].startswith(written_key(text, offset)) or written_key(text, offset) == path[-1]


@given(documents())
def test_a_value_begins_where_it_says(text: str) -> None:
    """What stands at the place of a plain value reads back as that value."""
    data = parsed(text)
    if data is None:
        return
    places = places_of(text)
    for path, offset in places.values.items():
        value: Any = data
        for key in path:
            value = value[key]
        if isinstance(value, str):
            assert text[offset] in "\"'"
        elif isinstance(value, list) and not isinstance(path[-1], int) and path not in places.keys:
            assert "[" == text[offset]


@given(st.text(st.sampled_from("ab\"'[]{}=,.#\n \\"), max_size=30))
def test_it_ends_on_any_text(text: str) -> None:
    """Text that is no TOML at all neither hangs nor breaks the scanner."""
    places_of(text)


TEXT = '''# first
a.b = "x"
"c.d" = { e = [1,
  { f = 2 }], "g" = 3 }

[t."u v"]
  long = """
[no]
x = 1""" # done
[[h]]
k = 1
[[h]]
 k = 2
[h.sub]
z = 'é' ; '''.replace(" ; ", "")


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("a",), (2, 1), (2, 1)),
        (("a", "b"), (2, 3), (2, 7)),
        (("c.d",), (3, 1), (3, 9)),
        (("c.d", "e"), (3, 11), (3, 15)),
        (("c.d", "e", 0), (3, 16), (3, 16)),
        (("c.d", "e", 1, "f"), (4, 5), (4, 9)),
        (("c.d", "g"), (4, 15), (4, 21)),
        (("t", "u v"), (6, 4), (6, 1)),
        (("t", "u v", "long"), (7, 3), (7, 10)),
        (("h", 0), (10, 1), (10, 1)),
        (("h", 0, "k"), (11, 1), (11, 5)),
        (("h", 1, "k"), (13, 2), (13, 6)),
        (("h", 1, "sub", "z"), (15, 1), (15, 5)),
        (("h", 1, "missing"), (12, 1), (12, 1)),
        (("nowhere",), (1, 1), (1, 1)),
    ],
)
def test_places(path: Path, key: tuple[int, int], value: tuple[int, int]) -> None:
    """Keys and values stand where an editor shows them; what is missing, where it should be."""
    places = places_of(TEXT)

    assert Place(*key) == places.key(path)
    assert Place(*value) == places.value(path)
