"""Damaged journals read out: what was written comes out as it was, or it is told.

`python -m reliability --only rescues --runs 500`
"""

import traceback
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from journal.command_line.error_words import refusal_of
from journal.exchange.archive import Row, archive_of
from journal.on_disk.disk_file import traces
from journal.on_disk.keys import Key
from journal.records import KINDS
from journal.safekeeping.rescue import rescue
from journal.store import Journal
from reliability.journals import PASSPHRASE, damaged, make_weeks
from reliability.kills_work import quick_keys
from reliability.outcome import Outcome

Rows = Mapping[str, Mapping[str, Row]]
"""The records of each kind by their ids."""


def rescue_plain(home: Path, runs: int, first: int = 0) -> Outcome:
    """A plain journal of some weeks, damaged in every way."""
    return _outcome("what is left of damaged journals, read out", home, runs, first, None)


def rescue_encrypted(home: Path, runs: int, first: int = 0) -> Outcome:
    """The same under a passphrase."""
    with quick_keys():
        return _outcome("the same of encrypted journals", home, runs, first, PASSPHRASE)


def _outcome(what: str, home: Path, runs: int, first: int, passphrase: str | None) -> Outcome:
    good, bad = home / "good.tidemark", home / "bad.tidemark"
    make_weeks(home, good, passphrase)
    with Journal.open(good, passphrase) as journal:
        key = journal.key
    whole, written = good.read_bytes(), _rows(good, key)
    found: Counter[str] = Counter()
    broken: list[str] = []
    for seed in range(first, first + runs):
        way, content = damaged(whole, seed)
        bad.write_bytes(content)
        faults = list(_rescued(bad, key, written, found))
        if bad.read_bytes() != content:
            faults.append("the damaged file was written to")
        broken += [f"seed {seed}, {way}: {fault}" for fault in faults]
        for one in traces(bad):
            one.unlink()
    command = f"python -m reliability --only rescues --runs {runs}"
    return Outcome(what, runs, found, command, tuple(broken))


def _rescued(bad: Path, key: Key | None, written: Rows, found: Counter[str]) -> list[str]:
    """Count the records that came out, and say what was wrong with that if anything was."""
    try:
        rescued = rescue(bad, key)
    except Exception as error:  # noqa: BLE001 - which it was is what is tested
        if refusal_of(error) is None:
            found["defects"] += 1
            return [" ".join(traceback.format_exception(error)[-2:])]
        found["files of which nothing could be read"] += 1
        return []
    try:
        rows = _rows(rescued.path, key)
    finally:
        rescued.path.unlink()
    faults = []
    for kind, there in written.items():
        alike = [row == there.get(record_id) for record_id, row in rows[kind].items()]
        nobodys = [_is_nobodys(row, there.get(row["id"]), rows) for row in rows[kind].values()]
        other = len(alike) - sum(alike) - sum(nobodys)
        found["records as they were"] += sum(alike)
        found["records that were, but for the lost person who entered them"] += sum(nobodys)
        found["records lost"] += len(there.keys() - rows[kind].keys())
        found["records otherwise"] += other
        found["records told as unproven"] += rescued.counts[kind].unproven
        if other > rescued.counts[kind].unproven:
            faults.append(f"{other} {kind} are not as they were, and it is not told")
    return faults


def _is_nobodys(row: Row, written: Row | None, rows: Rows) -> bool:
    """Whether nothing is lost of a record but who entered it, who is not there any more."""
    if written is None or written["entered_by_id"] in {None, *rows["people"]}:
        return False
    return row == {**written, "entered_by_id": None}


def _rows(path: Path, key: Key | None) -> Rows:
    with Journal.open(path, key, to_read=True) as journal, journal.read() as session:
        held = archive_of(session)
    names = [kind.__tablename__ for kind in KINDS]
    return {name: {row["id"]: row for row in held[name]} for name in names}
