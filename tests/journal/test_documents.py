"""What the documents say of the command line is what the command line does."""

import re
from pathlib import Path

import pytest

from journal.command_line import commands
from journal.command_line.names import COMMANDS

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_documented(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        commands.run([name, "--help"])
    offered = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    (line,) = re.findall(rf"^tidemark {name} .*(?:\n {{10,}}.*)*", text, re.MULTILINE)
    assert offered == set(re.findall(r"--[a-z-]+", line))
