"""Mutated files of every import format: taken whole, or refused whole in a sentence.

`python -m reliability --only imports --runs 10000`
"""

import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from random import Random

from journal.command_line.error_words import IN_THE_WAY, Refusal
from journal.exchange.csv_folder import plan_folder
from journal.exchange.mapping_file import load_mapping
from journal.exchange.plan import ImportPlan, carry_out, plan_import
from journal.store import Journal
from reliability.bench import Bench, Way, try_files
from reliability.mutations import mutated
from reliability.outcome import Outcome
from reliability.sample_folder import BUILT_IN, TODAY, last_rows

ROWS = 8
"""Of each file of a folder, so that it is read in milliseconds."""

HALF = 0.5
"""Of the mappings are still TOML after they were changed: the others seldom get past its parser."""

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
    for number in range(12):
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


def brought_in_by(plan: Plan) -> Way:
    """The way of the command, with a plan that is carried out when anything can be read."""

    def bring_in(journal: Journal, path: Path) -> Mapping[str, int]:
        wanted = plan(journal, path)
        if not wanted.is_readable:
            raise Refusal("nothing can be read", IN_THE_WAY)
        with journal.write(wanted.label) as session:
            done = carry_out(session, wanted)
        new = {kind: tally.new for kind, tally in done.kinds.items()}
        if done.new_scales:
            new["own_instruments"] = len(done.new_scales)
        return new

    def adds(journal: Journal, path: Path) -> bool:
        tallies = plan(journal, path).kinds.values()
        return any(tally.new or tally.changed for tally in tallies)

    return Way(bring_in, adds)


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

    return try_files(
        "mutated spreadsheets", Bench(home), range(first, first + runs), spoil, brought_in_by(plan)
    )


def mutate_mappings(home: Path, runs: int, first: int = 0) -> Outcome:
    """Mappings of a good spreadsheet."""
    source, mapping = home / "sheet.csv", home / "map.toml"
    source.write_bytes(spreadsheet())

    def spoil(chance: Random) -> Path:
        spoilt = mutated(MAPPING.encode(), chance) if chance.random() < HALF else reworded(chance)
        mapping.write_bytes(spoilt)
        return source

    return try_files(
        "mutated mappings",
        Bench(home),
        range(first, first + runs),
        spoil,
        brought_in_by(planned_sheet(mapping)),
    )


def mutate_folders(home: Path, runs: int, first: int = 0) -> Outcome:
    """The CSV folder of the sample patient's last weeks, one to three of its files spoilt."""
    files, folder = last_rows(ROWS), home / "folder"

    def spoil(chance: Random) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        spoilt = set(chance.sample(sorted(files), chance.randint(1, 3)))
        for name, content in files.items():
            (folder / name).write_bytes(mutated(content, chance) if name in spoilt else content)
        if chance.random() < 0.1:
            (folder / chance.choice(sorted(files))).unlink()
        return folder

    return try_files(
        "mutated CSV folders",
        Bench(home),
        range(first, first + runs),
        spoil,
        brought_in_by(planned_folder),
    )
