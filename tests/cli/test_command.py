"""The command as such: help, errors, exit statuses, streams, speed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dealflow.cli import cli
from dealflow.cli.group import VERBS
from small_deal import TEXT


@pytest.fixture
def deal(tmp_path: Path) -> str:
    """The small deal in a file."""
    path = tmp_path / "small.toml"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def run(*args: str) -> Result:
    """The command as a test runs it."""
    return CliRunner().invoke(cli, args)


def process(*args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    known = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    return subprocess.run([sys.executable, "-m", "dealflow", *args], capture_output=True, env=known | env, check=False)


@pytest.mark.parametrize("args", [[], ["-h"], ["--help"], *([verb, "--help"] for verb in VERBS)])
def test_help_starts_with_an_example(args: list[str]) -> None:
    """The first thing seen can be typed."""
    result = run(*args)

    assert 0 == result.exit_code
    assert result.stdout.startswith("Example:\n  $ ")
    assert "Usage:" in result.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_stands_in_the_help(verb: str) -> None:
    """Whoever reads the help finds the verb."""
    assert f"\n  {verb} " in run("--help").stdout


def test_help_loads_nothing_that_it_does_not_need() -> None:
    """Help is there at once: no definitions, no tables, no value classes."""
    code = "import sys; from dealflow.cli import cli; cli.main(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())

    assert set() == loaded & {"attrs", "attr", "rich", "holidays", "tomllib", "dealflow.kernel", "dealflow.catalogue"}


@pytest.mark.parametrize(
    ("args", "meant"),
    [
        (["rnu"], "run"),
        (["deadlin", "x"], "deadline"),
        (["next", "tiktok-2020", "--sinc", "2020-09-01"], "--since"),
        (["deadline", "letter_of_intent", "--from", "2020-09-24"], "cn.tech_export/letter_of_intent"),
        (["deadline", "us.cfuis/review", "--from", "2020-09-24"], "us.cfius/review"),
        (["deadline", "us.cfius/review", "--from", "2020-09-24", "--reading", "day1"], "known"),
    ],
)
def test_a_misspelling_is_answered_with_what_was_meant(args: list[str], meant: str) -> None:
    """Verbs, options, ids: one sentence, a suggestion, exit status 2."""
    result = run(*args)

    assert 2 == result.exit_code
    assert meant in result.stderr or "no reading" in result.stderr


def test_a_misspelt_target_is_answered_with_what_was_meant(deal: str) -> None:
    """A clock by its last word, an action by half of it."""
    assert "cn.tech_export/letter_of_intent" in run("why", deal, "letter_of_intent").stderr
    assert "agreement:close" in run("why", deal, "agreement:clos").stderr


@pytest.mark.parametrize(
    ("day", "remedy"),
    [
        ("2020-02-30", "February 2020 has 29 days"),
        ("2020-13-01", "month"),
        ("24.9.2020", "2020-11-12"),
        ("tomorrow", "2020-11-12"),
    ],
)
def test_an_impossible_date_says_what_is_wrong_with_it(deal: str, day: str, remedy: str) -> None:
    """Usage, not a traceback."""
    result = run("next", deal, "--as-of", day)

    assert 2 == result.exit_code
    assert remedy in result.stderr


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["run", "no-such-deal"], 2),
        (["run", "no/such/file.toml"], 3),
        (["run"], 2),
        (["why", "DEAL", "close", "--on", "2020-08-01", "--as-of", "2020-09-01"], 2),
        (["run", "DEAL", "--since", "2021-09-01"], 2),
        (["deadline", "us.cfius/review", "--from", "2020-09-24", "--tolled", "2020-10-02..2020-10-01"], 2),
        (["deadline", "us.cfius/review", "--from", "2020-09-24", "--extend", "soon"], 2),
        (["deadline", "us.cfius/review", "--from", "9999-12-30"], 2),
    ],
)
def test_wrong_usage_is_one_sentence_and_a_status(deal: str, args: list[str], status: int) -> None:
    """Nothing on the standard output, no traceback on the other."""
    result = run(*(deal if arg == "DEAL" else arg for arg in args))

    assert status == result.exit_code, result.stderr
    assert "" == result.stdout
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()


def test_errors_are_one_json_object_where_json_was_asked_for() -> None:
    """Scripts need not read sentences."""
    result = run("deadline", "us.cfius/review", "--from", "2020-02-30", "--json")

    assert 2 == json.loads(result.stdout)["status"] == result.exit_code


def test_an_interruption_exits_with_130(monkeypatch: pytest.MonkeyPatch, deal: str) -> None:
    """Control-C is no finding."""
    from dealflow import scenario

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(scenario, "load", interrupted)

    assert 130 == run("run", deal).exit_code


def test_a_missing_part_exits_with_4_and_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, deal: str) -> None:
    """The command that installs it stands in the message."""
    from dealflow import scenario
    from dealflow.errors import MissingExtra

    def missing(*_: object, **__: object) -> None:
        raise MissingExtra("the report", "report")

    monkeypatch.setattr(scenario, "load", missing)
    result = run("run", deal)

    assert 4 == result.exit_code
    assert "pip install 'dealflow[report]'" in result.stderr


def test_a_bug_is_called_a_bug(monkeypatch: pytest.MonkeyPatch, deal: str) -> None:
    """No traceback unless it is asked for, and no status that means something else."""
    from dealflow import scenario

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("never")

    monkeypatch.setattr(scenario, "load", broken)
    result = run("run", deal)

    assert 70 == result.exit_code
    assert "bug in dealflow" in result.stderr
    assert "DEALFLOW_DEBUG" in result.stderr


def test_a_reader_who_has_had_enough_is_no_error(deal: str) -> None:
    """``dealflow run ... | head -1`` says nothing on the error stream."""
    line = f"'{sys.executable}' -m dealflow run '{deal}' --json | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], capture_output=True, check=False)

    assert (0, b"", b"{\n") == (done.returncode, done.stderr, done.stdout)


@pytest.mark.parametrize("verb", ["run", "next", "check"])
def test_an_old_encoding_does_not_stop_it(tmp_path: Path, verb: str) -> None:
    """What the stream cannot show is replaced."""
    path = tmp_path / "names.toml"
    text = TEXT.replace('name = "Beijing"', 'name = "北京市商务局 ŠŽ"').replace("A small deal", "Łódź: 字节跳动")
    path.write_text(text, encoding="utf-8")
    done = process(verb, str(path), PYTHONIOENCODING="cp1252")

    assert 0 == done.returncode, done.stderr
    assert b"?" in done.stdout


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
@pytest.mark.parametrize("verb", ["run", "next"])
def test_colours_are_left_out_where_they_are_not_wanted(deal: str, verb: str, setting: dict[str, str]) -> None:
    """NO_COLOR and a dumb terminal: not one escape sequence."""
    assert b"\x1b" not in process(verb, deal, **setting).stdout


def test_a_pipe_gets_80_columns_and_no_colours(deal: str) -> None:
    """What is piped can be read in a mail."""
    done = process("run", deal)

    assert b"\x1b" not in done.stdout
    assert 80 >= max(len(line) for line in done.stdout.decode().splitlines())


@pytest.mark.parametrize("columns", [40, 50, 64, 80, 110])
@pytest.mark.parametrize("verb", ["run", "next", "check"])
def test_every_line_fits(deal: str, verb: str, columns: int) -> None:
    """Narrow or wide, nothing runs over the edge."""
    text = process(verb, deal, COLUMNS=str(columns)).stdout.decode()

    assert columns >= max(len(line) for line in text.splitlines())


def test_the_module_is_the_command() -> None:
    """``python -m dealflow`` and ``dealflow`` are one."""
    assert b"calendars" in process("--version").stdout


def test_a_signal_in_the_middle_ends_with_130(deal: str) -> None:
    """Interrupted from outside while it runs."""
    code = (
        "import os, signal, dealflow.scenario as s\n"
        "s.load = lambda *a, **k: os.kill(os.getpid(), signal.SIGINT) or __import__('time').sleep(9)\n"
        f"from dealflow.cli import cli; cli.main(['run', {deal!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert (130, b"interrupted") == (done.returncode, done.stderr.strip())
    assert signal.SIGINT
