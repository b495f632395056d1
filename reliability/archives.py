"""Mutated archives: brought in whole, or refused whole in a sentence.

`python -m reliability --only imports --runs 10000`

A changed byte of a zip hardly gets past its sums. So most archives are changed inside, and packed
again: in the bytes of one member, or in the values of its rows.
"""

import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, Self
from unittest.mock import patch

from sqlalchemy import select

from journal.days import Clock, Instant, now
from journal.exchange.archive import write_archive
from journal.history.trash import empty_trash
from journal.on_disk.copies import folder_of_copies
from journal.on_disk.keys import Secret
from journal.records import Draft, Note, SideEffect
from journal.safekeeping import archive_joining
from journal.safekeeping.archive_joining import join_archive
from journal.safekeeping.merging import carry_out_merge, plan_merge
from journal.settings import JournalSettings, keep_settings
from journal.store import Journal
from reliability.bench import Bench, Tried, Way
from reliability.imports import ROWS, brought_in_by, planned_folder
from reliability.mutations import ODD, mutated
from reliability.outcome import Outcome
from reliability.sample_folder import TODAY, last_rows, write_files

Members = dict[str, bytes]

VALUES: tuple[Any, ...] = (
    *("", " ", "\0", "\ud800", "x" * 5_000, "2026-01-10", "2026-02-30", "2026-01-10T25:00:00"),
    *("0001-01-01T00:00:00", "9999-12-31T23:59:59.999999", "self", "=1+1", "01", "nan", "true"),
    *(None, True, False, 0, -1, 1, 0.5, -0.0, 1e308, 1 << 53, 1 << 70, 841, -841, 99_999),
    *([], {}, [[]], {"1": 9}, {"1": "2"}, {"": None}, {"total": 1e9}),
)
"""What may stand in a row in the place of something else."""

_AT, _LATER = (Instant.of(datetime(2026, 1, 24, hour, tzinfo=UTC)) for hour in (21, 22))


def _bring_in(journal: Journal, path: Path) -> Mapping[str, int]:
    try:
        kinds = join_archive(journal, path).plan.kinds
    finally:
        shutil.rmtree(folder_of_copies(journal.path), ignore_errors=True)  # or they would pile up
    return {kind: found.new - found.gone for kind, found in kinds.items()}


def _adds(journal: Journal, path: Path) -> bool:
    return join_archive(journal, path, is_dry_run=True).plan.is_changing


WAY = Way(_bring_in, _adds)


class _Copied(Journal):
    """Made by copying an empty journal, as every empty journal is alike and slow to make."""

    empty = b""

    @classmethod
    def create(cls, path: Path, passphrase: Secret | None = None, *, clock: Clock = now) -> Self:
        if passphrase is not None:
            raise AssertionError("only of plain journals")
        path.write_bytes(cls.empty)
        return cls.open(path, clock=clock)


def mutate_archives(home: Path, runs: int, first: int = 0) -> Outcome:
    """Archives of a small journal that has everything, half of them into an earlier copy of it."""
    good, earlier = _laid_down(home)
    with zipfile.ZipFile(good) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    packed, spoilt = good.read_bytes(), home / "spoilt.zip"
    Journal.create(home / "empty.tidemark").close()
    (home / "first").mkdir()
    (home / "joined").mkdir()
    benches = (Bench(home / "first"), Bench(home / "joined", earlier))
    tried = Tried()
    _Copied.empty = (home / "empty.tidemark").read_bytes()
    with patch.object(archive_joining, "Journal", _Copied):
        for seed in range(first, first + runs):
            spoilt.write_bytes(spoil(packed, members, Random(seed)))
            benches[seed % 2].try_out(spoilt, WAY, tried, seed)
    for bench in benches:
        bench.close()
    command = f"python -m reliability --only imports --runs {runs}"
    return Outcome("mutated archives", runs, tried.found, command, tuple(tried.broken))


def _laid_down(home: Path) -> tuple[Path, Path]:
    """An archive of everything there is, and the journal as it was some changes before."""
    folder, earlier = write_files(home / "in", last_rows(ROWS)), home / "earlier.tidemark"
    with Journal.create(home / "mine.tidemark", clock=lambda: _AT) as journal:
        brought_in_by(planned_folder).bring_in(journal, folder)
        journal.copy_to(earlier)
    shutil.copy(earlier, home / "other.tidemark")
    with (
        Journal.open(home / "mine.tidemark", clock=lambda: _LATER) as mine,
        Journal.open(home / "other.tidemark", clock=lambda: _LATER) as other,
    ):
        _change(mine, other)
        with other.read() as theirs, mine.write("Merge") as session:
            carry_out_merge(session, plan_merge(session, theirs))
        with mine.read() as session:
            write_archive(session, home / "good.zip")
    return home / "good.zip", earlier


def _change(mine: Journal, other: Journal) -> None:
    """A record changed, one thrown away, one gone for good, and one that is undecided."""
    with mine.write("Throw away") as session:
        session.scalars(select(SideEffect)).all()[0].deleted_utc = _LATER.utc
    with mine.write("Empty the trash") as session:
        empty_trash(session, _LATER)
    with mine.write("Change") as session:
        first, second = session.scalars(select(Note).order_by(Note.id)).all()[:2]
        first.text, second.deleted_utc = "something else", _LATER.utc
        session.add(Draft(form="note", day=TODAY, content={"text": "half a note"}))
        keep_settings(session, JournalSettings(plan="a plan"))
    with other.write("Change") as session:
        session.get_one(Note, second.id).text = "changed there"


def spoil(packed: bytes, members: Mapping[str, bytes], chance: Random) -> bytes:
    """An archive that something has gone wrong with, in one of four ways."""
    way = chance.random()
    if way < 0.2:
        return mutated(packed, chance)
    changed = dict(members)
    if way < 0.45:
        name = chance.choice(sorted(changed))
        changed[name] = mutated(changed[name], chance)
    elif way < 0.95:
        for _ in range(chance.choice((1, 1, 2, 3))):
            _change_rows(changed, chance)
    else:
        _change_members(changed, chance)
    return _packed(changed)


def _change_rows(members: Members, chance: Random) -> None:
    """Something else in one row of a table, or one row too many or too few."""
    tables = {
        name: rows
        for name in sorted(members)
        if name.startswith("tables/") and (rows := json.loads(members[name]))
    }
    if not tables:
        return
    name = chance.choice(sorted(tables))
    rows = tables[name]
    row, way = chance.choice(rows), chance.randrange(8)
    column = chance.choice(sorted(row)) if row else ""
    if way == 0:
        rows.remove(row)
    elif way == 1:
        rows.insert(chance.randrange(len(rows)), row)
    elif way == 2:
        row.pop(column, None)
    elif way == 3:
        row[chance.choice(("odd", "id", "key", "deleted_utc"))] = chance.choice(VALUES)
    elif way == 4:
        row[column] = chance.choice(chance.choice(rows) and list(chance.choice(rows).values()))
    elif way == 5:
        row[column] = chance.choice(rows).get(column)
    elif way == 6 and isinstance(row.get(column), dict) and row[column]:
        row[column][chance.choice(sorted(row[column]))] = chance.choice(VALUES)
    else:
        row[column] = chance.choice(VALUES)
    members[name] = ("[\n" + ",\n".join(map(_text, rows)) + "\n]\n").encode(errors="replace")


def _text(row: object) -> str:
    return json.dumps(row, sort_keys=True, ensure_ascii=False)


def _change_members(members: Members, chance: Random) -> None:
    name, way = chance.choice(sorted(members)), chance.randrange(4)
    if way == 0:
        del members[name]
    elif way == 1:
        members[chance.choice(("../x", "tables/odd.json", "/x", "tables/", name.upper()))] = b"[]"
    elif way == 2:
        members[name] = members[chance.choice(sorted(members))]
    else:
        members[name] += chance.choice(ODD) * chance.choice((1, 1_000))


def _packed(members: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()
