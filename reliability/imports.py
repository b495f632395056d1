"""Mutated files of every import format: taken whole, or refused whole in a sentence.

`python -m reliability --only imports --runs 10000`
"""

import shutil
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from journal.days import Instant
from journal.driver import connect
from journal.error_words import IN_THE_WAY, Refusal, refusal_of
from journal.exchange.csv_folder import plan_folder, write_folder
from journal.exchange.mapping_file import load_mapping
from journal.exchange.plan import ImportPlan, carry_out, plan_import
from journal.instruments import load_instruments
from journal.records import KINDS, Model
from journal.sample import make_sample
from journal.store import Journal
from reliability.mutations import mutated
from reliability.outcome import Outcome

BUILT_IN = load_instruments()
TODAY = date(2026, 1, 24)
AGAIN_EVERY = 10
"""How many accepted files there are to one that is planned again, to see that it adds nothing."""

HALF = 0.5
"""Of the mappings are still TOML after they were changed: the others seldom get past its parser."""

_TABLES = tuple(table.name for table in Model.metadata.sorted_tables)
_COUNT = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in _TABLES)

MAPPING = """\
name = "Everything"
ignore = ["left out"]

[sheet]
missing = ["NA"]

[when]
day_column = "day"
clock_column = "clock"
date_order = "year-month-day"
zone = "Europe/Amsterdam"
clock_words = { evening = "20:00" }

[[check_ins]]
instrument = "gad7"
note_column = "note"
private = false
[check_ins.items]
1 = "gad1"
2 = "gad2"
[check_ins.answers]
never = 0
often = 3

[[scales]]
code = "own-tension"
title = "Tension"
column = "tension"
minimum = 0
maximum = 10
step = 0.5
low = "none"
high = "all"
direction = "worse"

[[notes]]
columns = ["note"]

[[treatments]]
clock = "10:00"
substance = "ketamine"
route = "IV"
unit = "mg"
where = { kind = ["infusion"] }
[treatments.columns]
amount = "amount"

[[side_effects]]
where = { kind = ["effect"] }
[side_effects.columns]
effect = "effect"
severity = "severity"
[side_effects.severities]
"a little" = "mild"
"none at all" = "none"
"""


def spreadsheet() -> bytes:
    """A spreadsheet that uses all of `MAPPING`."""
    lines = ["day,clock,gad1,gad2,tension,note,kind,amount,effect,severity,left out,unknown"]
    for number in range(24):
        day = TODAY - timedelta(days=number)
        kind = ("", "infusion", "effect")[number % 3]
        clock = ("13:48", "8:30 pm", "evening")[number % 3]
        lines.append(
            f"{day},{clock},{('never', 'often', '2')[number % 3]},{number % 4},{number % 21 / 2},"
            f'"a note, {number}",{kind},{35 if kind == "infusion" else ""},'
            f"{'nausea' if kind == 'effect' else ''},{'a little' if kind == 'effect' else ''},x,NA"
        )
    return "\r\n".join(lines).encode() + b"\r\n"


def reworded(chance: Random) -> bytes:
    """`MAPPING` with some lines gone, doubled, moved, or saying something else."""
    lines = MAPPING.splitlines()
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        name, is_assignment, value = lines[at].partition(" = ")
        way = chance.randrange(6)
        if way == 0:
            del lines[at]
        elif way == 1:
            lines.insert(chance.randrange(len(lines)), lines[at])
        elif is_assignment and way == 2:
            lines[at] = f"{name} = {chance.choice(VALUES)}"
        elif is_assignment and way == 3:
            lines[at] = f"{chance.choice(lines).partition(' = ')[0]} = {value}"
        elif is_assignment:
            lines[at] = f"{name} = {chance.choice(lines).partition(' = ')[2] or value}"
    return "\n".join(lines).encode()


VALUES = (
    *('""', '"day"', '"tension"', '"NA"', '"\\u0000"', '"Europe/Nowhere"', '"../../etc/passwd"'),
    *("0", "-1", "1e400", "nan", "9223372036854775808", "0.1", "1e-300", "true", "2026-01-10"),
    *("[]", '["day", "day"]', "[[]]", "{}", '{ day = "day" }', '["x"]', '"%Y%Y"', '"25:99"'),
)
"""What may stand behind a key and means something else, or nothing."""

Plan = Callable[[Journal, Path], ImportPlan]


@dataclass
class _Tried:
    """What became of the files so far."""

    found: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


class Bench:
    """A journal that files are brought into, emptied after each that was taken.

    A second connection counts and empties, beside everything that the program does.
    """

    def __init__(self, folder: Path) -> None:
        at = Instant.of(datetime.combine(TODAY, time(21)).astimezone())
        self._journal = Journal.create(folder / "used.tidemark", clock=lambda: at)
        self._beside = connect(self._journal.path)

    def close(self) -> None:
        """Let go of the journal."""
        self._beside.close()
        self._journal.close()

    def bring_in(self, path: Path, plan: Plan, tried: _Tried, seed: int) -> None:
        """Bring one file in as the command does, and look at what is in the journal then."""
        before = self._counts()
        try:
            done = self._carried_out(path, plan)
        except Exception as error:  # noqa: BLE001 - which it was is what is tested
            refused = refusal_of(error)
            if refused is None:
                told = traceback.format_exception(error)[-2:]
                tried.broken.append(f"seed {seed}: {type(error).__name__}: {' '.join(told)}")
            elif self._counts() != before:
                tried.broken.append(f"seed {seed}: refused, and yet something was written")
            tried.found["refused"] += 1
            return
        tried.found["taken"] += 1
        new = {kind: tally.new for kind, tally in done.kinds.items() if tally.new}
        if done.new_scales:
            new["own_instruments"] = len(done.new_scales)
        came = Counter(self._counts())
        came.subtract(before)
        if {kind: n for kind, n in came.items() if n and kind in _KEPT} != new:
            tried.broken.append(f"seed {seed}: told {new}, wrote {came}")
        if tried.found["taken"] % AGAIN_EVERY == 0 and any(_adds(plan(self._journal, path))):
            tried.broken.append(f"seed {seed}: the same file again would add something")
        for table in _TABLES:
            self._beside.execute(f"DELETE FROM {table}")

    def _carried_out(self, path: Path, plan: Plan) -> ImportPlan:
        wanted = plan(self._journal, path)
        if not wanted.is_readable:
            raise Refusal("nothing can be read", IN_THE_WAY)
        with self._journal.write(wanted.label) as session:
            return carry_out(session, wanted)

    def _counts(self) -> Mapping[str, int]:
        return dict(self._beside.execute(_COUNT).fetchall())


_KEPT = {kind.__tablename__ for kind in KINDS}


def _adds(plan: ImportPlan) -> Iterator[int]:
    return (number for tally in plan.kinds.values() for number in (tally.new, tally.changed))


def planned_sheet(mapping: Path) -> Plan:
    """Plans a spreadsheet by a mapping file, which is read each time."""

    def plan(journal: Journal, path: Path) -> ImportPlan:
        with journal.read() as session:
            return plan_import(session, path, load_mapping(mapping), BUILT_IN)

    return plan


def planned_folder(journal: Journal, path: Path) -> ImportPlan:
    """Plans a CSV folder."""
    with journal.read() as session:
        return plan_folder(session, path, BUILT_IN, TODAY)


def mutate_sheets(home: Path, runs: int, first: int = 0) -> Outcome:
    """Spreadsheets by a good mapping."""
    (home / "map.toml").write_text(MAPPING, encoding="utf-8")
    source, plan, content = home / "sheet.csv", planned_sheet(home / "map.toml"), spreadsheet()

    def spoil(chance: Random) -> Path:
        source.write_bytes(mutated(content, chance))
        return source

    return _outcome("mutated spreadsheets", home, runs, first, spoil, plan)


def mutate_mappings(home: Path, runs: int, first: int = 0) -> Outcome:
    """Mappings of a good spreadsheet."""
    source, mapping = home / "sheet.csv", home / "map.toml"
    source.write_bytes(spreadsheet())

    def spoil(chance: Random) -> Path:
        spoilt = mutated(MAPPING.encode(), chance) if chance.random() < HALF else reworded(chance)
        mapping.write_bytes(spoilt)
        return source

    return _outcome("mutated mappings", home, runs, first, spoil, planned_sheet(mapping))


def mutate_folders(home: Path, runs: int, first: int = 0) -> Outcome:
    """The CSV folder of the sample patient's last weeks, one to three of its files spoilt."""
    good, folder = home / "good", home / "folder"
    make_sample(home / "sample.tidemark", today=TODAY)
    with Journal.open(home / "sample.tidemark") as journal, journal.read() as session:
        write_folder(session, good, BUILT_IN, with_private=True)
    files = {path.name: _shortened(path.read_bytes()) for path in sorted(good.iterdir())}

    def spoil(chance: Random) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        spoilt = set(chance.sample(sorted(files), chance.randint(1, 3)))
        for name, content in files.items():
            (folder / name).write_bytes(mutated(content, chance) if name in spoilt else content)
        if chance.random() < 0.1:
            (folder / chance.choice(sorted(files))).unlink()
        return folder

    return _outcome("mutated CSV folders", home, runs, first, spoil, planned_folder)


def _shortened(content: bytes) -> bytes:
    """The header and the last rows, so that a folder is read in milliseconds."""
    lines = content.split(b"\r\n")
    return b"\r\n".join([lines[0], *lines[-26:]])


def _outcome(
    what: str, home: Path, runs: int, first: int, spoil: Callable[[Random], Path], plan: Plan
) -> Outcome:
    tried = _Tried()
    bench = Bench(home)
    for seed in range(first, first + runs):
        bench.bring_in(spoil(Random(seed)), plan, tried, seed)
    bench.close()
    command = f"python -m reliability --only imports --runs {runs}"
    return Outcome(what, runs, tried.found, command, tuple(tried.broken))
