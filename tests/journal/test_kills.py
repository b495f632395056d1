"""A program killed in mid-save loses nothing that it had said was saved."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from journal.records import CheckIn, Version
from journal.store import Journal
from journal.verification import verify
from tests.builders import new_journal

ROOT = Path(__file__).resolve().parents[2]
SAVES_WITHOUT_END = """
import itertools, sys
from pathlib import Path
from journal.store import Journal
from tests.builders import check_in

with Journal.open(Path(sys.argv[1])) as journal:
    for number in itertools.count(int(sys.argv[2])):
        with journal.write("Log") as session:
            session.add(check_in(total=None, note=f"{number} " + "x" * 3000))
        print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_no_acknowledged_entry_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "mine.tidemark"
    new_journal(tmp_path).close()
    chance = random.Random(7)  # noqa: S311 - picks when to kill
    acknowledged = 0
    for _ in range(2):
        command = [sys.executable, "-c", SAVES_WITHOUT_END, str(path), str(acknowledged)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as saving:
            assert saving.stdout is not None
            told = [int(saving.stdout.readline()) for _ in range(chance.randint(1, 60))]
            saving.send_signal(signal.SIGKILL)
            told += [int(line) for line in saving.stdout.read().split()]
        with Journal.open(path) as journal, journal.read() as session:
            kept = session.scalars(select(CheckIn)).all()
            assert len(session.scalars(select(Version)).all()) == len(kept)
        numbers = {int(one.note.split()[0]) for one in kept}
        assert numbers >= set(told)
        assert numbers == set(range(len(kept)))
        acknowledged = max(numbers) + 1
    assert verify(path).check_ins == acknowledged
