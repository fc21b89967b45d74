"""Writes the message of every file in bad/ beside it: run it after a message was changed on purpose; read the diff."""

from __future__ import annotations

import os
from pathlib import Path

from dealflow.errors import ScenarioError
from dealflow.scenario import load


def main() -> None:
    """Load every file that must fail, and keep what it says."""
    folder = Path(__file__).parent / "bad"
    os.chdir(folder)
    for path in sorted(folder.glob("*.toml")):
        try:
            load(path.name)
        except ScenarioError as e:
            path.with_suffix(".txt").write_text(f"{e}\n", encoding="utf-8")
        else:
            print(f"{path.name} loads: there is no mistake in it any more")


if __name__ == "__main__":
    main()
