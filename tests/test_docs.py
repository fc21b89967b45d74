"""The pages of docs/ and the README say what is true: their code runs, their screens are real, their links lead on.

A page is read from top to bottom, in a folder of its own:

- a ``python`` block runs; all blocks of a page share their names;
- the comment "output" before a ``text`` block says that it shows what the python blocks before it printed;
- the comment "file: NAME" before a block says that the block is that file, and nothing else happens to it;
- a ``console`` block shows the commands after its dollar signs and what they print, on both streams, 80 columns wide;
- the comment "output: ARGUMENTS" before a ``text`` block says that it shows what ``dealflow ARGUMENTS`` prints;
- after "show" a comment names the stretches that are shown, "FIRST LINE" .. "LINE AFTER", and the rest is left out.

To record anew what is printed: python tests/test_docs.py --record [PAGE ...], and read the difference.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import runpy
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from click.testing import CliRunner

import dealflow
from dealflow.cli import cli

ROOT: Final = Path(__file__).parent.parent
CUT: Final = "[...]"
FENCE: Final = "```"
_COMMENT: Final = re.compile(r"<!-- (output|file|show)(?:: *(.*?))? -->")
_STRETCH: Final = re.compile(r"""(["'])(.+?)\1(?: \.\.(?: (["'])(.+?)\3)?)?""")
_LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def _made() -> None:
    """The reference pages made from the code, so that links to them lead somewhere, in a new checkout too."""
    runpy.run_path(str(ROOT / "docs" / "generate.py"))["main"]()


def pages() -> list[Path]:
    """The README and every page, those that were built left out."""
    with contextlib.redirect_stdout(io.StringIO()):
        _made()
    found = sorted(p for p in (ROOT / "docs").rglob("*.md") if not any(part.startswith(".") for part in p.parts))
    return [ROOT / "README.md", *found]


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


PAGES: Final = pytest.mark.parametrize("page", pages(), ids=_name)


class Block(NamedTuple):
    """A fenced block: its language, its lines, the number of its first one, and the comment before it."""

    language: str
    lines: list[str]
    number: int
    comment: str
    says: str


class Reader:
    """Reads one page and writes it down again with what its blocks print today."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        self.names: dict[str, Any] = {"__name__": "__page__"}
        self.printed = ""
        self.status = 0

    def read(self, text: str) -> str:
        """The page as it should read."""
        lines = text.split("\n")
        out: list[str] = []
        comment, says, n = "", "", 0
        while n < len(lines):
            line = lines[n]
            out.append(line)
            n += 1
            if found := _COMMENT.fullmatch(line):
                comment, says = found[1], found[2] or ""
            elif line.startswith(FENCE):
                end = lines.index(FENCE, n)
                block = Block(line.removeprefix(FENCE), lines[n:end], n + 1, comment, says)
                out += [*self.block(block), FENCE]
                comment, says, n = "", "", end + 1
            elif line.strip():
                comment, says = "", ""
        return "\n".join(out)

    def block(self, block: Block) -> list[str]:
        """The lines of a block as they should be, after doing what it says."""
        if block.comment == "file":
            (self.folder / block.says).write_text("\n".join(block.lines) + "\n", encoding="utf-8")
        elif block.language == "python":
            self.python(block)
        elif block.language == "console":
            return self.console(block)
        elif block.comment == "output" and block.says:
            arguments, _, stretches = block.says.partition(" | ")
            return shown(self.dealflow(shlex.split(arguments)), stretches)
        elif block.comment == "output":
            printed, self.printed = self.printed, ""
            return printed.rstrip("\n").split("\n")
        return block.lines

    def python(self, block: Block) -> None:
        """Run a block; what it prints waits for the block that shows it."""
        source = "\n" * (block.number - 1) + "\n".join(block.lines)
        stream = io.StringIO()
        with contextlib.chdir(self.folder), modules_in(self.folder), contextlib.redirect_stdout(stream):
            exec(compile(source, self.name, "exec"), self.names)
        self.printed += stream.getvalue()

    def console(self, block: Block) -> list[str]:
        """The commands of a block, each with what it prints."""
        out: list[str] = []
        for line in block.lines:
            if line.startswith("$ "):
                words = shlex.split(line.removeprefix("$ "))
                cut = block.comment == "show" and words[0] == "dealflow"
                out += [line, *shown(self.command(words), block.says if cut else "")]
        return out

    def command(self, words: list[str]) -> str:
        """What a command prints; a page may use those that are named here."""
        match words:
            case ["dealflow", *arguments]:
                return self.dealflow(arguments)
            case ["echo", "$?"]:
                return f"{self.status}\n"
            case ["cat", name]:
                return (self.folder / name).read_text(encoding="utf-8")
            case ["python", "-m", "pytest", *arguments]:
                return self.pytest(arguments)
        raise ValueError(f"{self.name}: no page can use the command {shlex.join(words)}")

    def dealflow(self, arguments: list[str]) -> str:
        """What our own command prints on both streams."""
        plain = {"NO_COLOR": "1", "COLUMNS": None, "FORCE_COLOR": None, "DEALFLOW_DEBUG": None}
        with contextlib.chdir(self.folder):
            result = CliRunner().invoke(cli, arguments, prog_name="dealflow", env=plain)
        self.status = result.exit_code
        return result.output

    def pytest(self, arguments: list[str]) -> str:
        """What a run of pytest prints, without its time."""
        command = [sys.executable, "-m", "pytest", "-p", "no:benchmark", "-p", "no:cacheprovider", *arguments]
        plain = {"NO_COLOR": "1", "CI": "true"}  # under CI Hypothesis tries the same examples each time
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "COV"))} | plain
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, env=env, check=False)
        self.status = done.returncode
        return re.sub(r" in \d+\.\d+s$", "", done.stdout, flags=re.MULTILINE)


def shown(printed: str, stretches: str) -> list[str]:
    """The lines of an output, or those *stretches* of it that a page shows; what is left out is marked."""
    lines = printed.rstrip("\n").split("\n") if printed.strip() else []
    if not stretches:
        return lines
    out: list[str] = []
    end = 0
    for _, first, _, after in _STRETCH.findall(stretches):
        begin = _line(lines, first, end)
        if begin > end:
            out.append(CUT)
        end = _line(lines, after, begin + 1) if after else len(lines)
        while end > begin and not lines[end - 1].strip():
            end -= 1
        out += lines[begin:end]
    return out if not any(line.strip() for line in lines[end:]) else [*out, CUT]


def _line(lines: list[str], words: str, start: int) -> int:
    for n in range(start, len(lines)):
        if lines[n].strip().startswith(words):
            return n
    raise ValueError(f"no line begins with {words!r} in:\n" + "\n".join(lines))


@contextlib.contextmanager
def modules_in(folder: Path) -> Iterator[None]:
    """Modules can be imported from *folder*, and are forgotten afterwards."""
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for path in folder.glob("*.py"):
            sys.modules.pop(path.stem, None)


def regenerated(page: Path) -> str:
    """The page with what its blocks print today."""
    with tempfile.TemporaryDirectory() as folder:
        return Reader(_name(page), Path(folder)).read(page.read_text(encoding="utf-8"))


def slug(heading: str) -> str:
    """The anchor of a heading: its own, or the one that follows from its words."""
    if own := re.search(r"\{ #(\S+) \}$", heading):
        return own[1]
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading.lower())).strip("-")


def prose(page: Path) -> Iterator[str]:
    """The lines of a page that are not code."""
    inside = False
    for line in page.read_text(encoding="utf-8").split("\n"):
        if line.startswith(FENCE):
            inside = not inside
        elif not inside:
            yield line


@PAGES
def test_a_page_shows_what_its_code_and_its_commands_print(page: Path) -> None:
    """Every block runs, and every output is the recorded one, byte for byte."""
    assert page.read_text(encoding="utf-8") == regenerated(page)


@PAGES
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    """The file is there, and the heading in it."""
    for link in (link for line in prose(page) for link in _LINK.findall(line)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{_name(page)}: {link}"
        if anchor:
            headings = [slug(line.lstrip("#")) for line in prose(target) if line.startswith("#")]
            assert anchor in headings, f"{_name(page)}: {link}"


@pytest.mark.parametrize("name", dealflow.__all__)
def test_every_public_name_stands_in_the_pages(name: str) -> None:
    """Whoever looks for a public name finds it."""
    everything = "\n".join(page.read_text(encoding="utf-8") for page in pages())
    assert re.search(rf"\b(?:df|dealflow)\.{name}\b", everything)


def test_the_first_two_shell_blocks_of_the_readme_run_it_and_test_it() -> None:
    """Whoever copies the first block sees a deal, whoever copies the second runs the tests; each sets itself up."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first, second = re.findall(r"^```(?:sh|shell|bash|console)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[:2]

    assert ["dealflow run tiktok-2020"] == re.findall(r"dealflow .*", first)
    assert "pytest" in second
    for block in (first, second):
        assert 1 == block.count("\n")
        assert "python3 -m venv" in block
        assert "pip install" in block


def main() -> None:
    """Record what the pages print."""
    parser = argparse.ArgumentParser(description="Records what the code and the commands of the pages print.")
    parser.add_argument("--record", action="store_true", required=True)
    parser.add_argument("page", nargs="*", type=Path)
    for page in [path.resolve() for path in parser.parse_args().page] or pages():
        new = regenerated(page)
        if new != page.read_text(encoding="utf-8"):
            page.write_text(new, encoding="utf-8", newline="\n")
            print(f"recorded {_name(page)}")


if __name__ == "__main__":
    main()
