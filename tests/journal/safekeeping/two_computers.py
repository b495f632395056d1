"""Two journals edited apart while two Syncthing programs keep a folder in step, or cannot."""

import random
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import select

from journal.history.trash import bring_back, discard
from journal.records import KINDS, Note, Record
from journal.store import Journal
from tests.journal.history.kinds import CHANGES, records_of_all_kinds
from tests.journal.safekeeping.copies import Ticking, everything
from tests.journal.safekeeping.desks import Desk, copied, desk_with
from tests.journal.safekeeping.syncthing import Syncthing, wait_until

EDITS = 200
"""Of each computer."""

ROUND = 5
"""Edits between two rounds of the program, which come every few minutes."""

Pair = tuple[Syncthing, Syncthing]


def started_pair(folder: Path, stack: ExitStack) -> Pair:
    """Two programs that know each other, each with its own folder. They end with the stack."""
    one, other = (
        stack.enter_context(Syncthing(folder / f"home-{name}", folder / f"folder-{name}"))
        for name in ("first", "second")
    )
    one.share_with(other)
    other.share_with(one)
    one.start()
    other.start()
    return one, other


def edit_apart(folder: Path, seed: int, secret: str | None) -> Counter[str]:
    """Edit two journals while the connection breaks; in the end they hold the same, or it raises.

    Returns how often what happened.
    """
    with ExitStack() as stack:
        chance = random.Random(seed)  # noqa: S311 - no secret
        return _edit_apart(started_pair(folder, stack), folder, chance, secret)


def _edit_apart(
    pair: Pair, folder: Path, chance: random.Random, secret: str | None
) -> Counter[str]:
    began = time.monotonic()
    (folder / "first").mkdir()
    path = folder / "first" / "mine.tidemark"
    first = desk_with(Journal.create(path, secret, clock=Ticking()), pair[0].folder)
    with first.journal.write("Start") as session:
        for record in records_of_all_kinds():
            session.add(record)
            session.flush()
    second = copied(first, "second", hours=-5)
    second.folder = pair[1].folder
    desks = (first, second)
    wait_until(lambda: pair[0].is_connected, "the two are connected")
    counted: Counter[str] = Counter()
    breaks = _breaks(chance)
    for number in range(EDITS):
        for desk in desks:
            counted[edit(desk, chance, number)] += 1
            counted["edits"] += 1
        if number in breaks:
            _break(pair, breaks[number], counted)
        if number % ROUND == ROUND - 1:
            for desk in desks:
                _round(desk, counted)
            for one in pair:
                if one.is_running:
                    one.scan()
    for one in pair:
        one.start()
        one.mend()
    _settle(pair, desks, counted)
    assert everything(first.journal) == everything(second.journal)
    assert counted["joined with news"] > 0
    assert not [file for file in first.folder.iterdir() if "conflict" in file.name]
    with first.journal.read() as session:
        counted["notes in the end"] = len(session.scalars(select(Note.id)).all())
    counted["seconds"] = round(time.monotonic() - began)
    for desk in desks:
        desk.journal.close()
    return counted


def edit(desk: Desk, chance: random.Random, number: int) -> str:
    """One change as a person makes it; returns what it was. What changes nothing is none."""
    before = len(desk.journal.writes_made)
    while True:
        what = _edit(desk, chance, number)
        if len(desk.journal.writes_made) > before:
            return what


def _edit(desk: Desk, chance: random.Random, number: int) -> str:
    kind = chance.choice(KINDS)
    with desk.journal.read() as session:
        ids = session.scalars(select(kind.id).order_by(kind.id)).all()
    what = chance.choice(("add", "change", "change", "throw away", "bring back"))
    if not ids or what == "add":
        desk.note(f"entered {number} at {desk.computer.name}")
        return "add"
    with desk.journal.write(what) as session:
        row: Record = session.get_one(kind, chance.choice(ids))
        if what == "change":
            name = chance.choice(sorted(CHANGES[kind]))
            setattr(row, name, chance.choice(CHANGES[kind][name]))
        elif what == "throw away":
            discard(session, kind.__tablename__, row.id, desk.journal.clock())
        else:
            bring_back(session, kind.__tablename__, row.id)
    return what


def are_alike(one: Path, other: Path) -> bool:
    return _files(one) == _files(other)


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.glob("*.tidemark")}


def _breaks(chance: random.Random) -> dict[int, str]:
    """What happens to the connection after which edit."""
    at = sorted(chance.sample(range(10, EDITS - 10), 6))
    return dict(zip(at, ("cut", "mend", "kill", "start", "stop", "start"), strict=True))


def _break(pair: Pair, how: str, counted: Counter[str]) -> None:
    if how in ("cut", "kill", "stop"):
        counted["cuts"] += 1
    one = pair[counted["cuts"] % 2]
    if how == "cut":
        one.cut()
    elif how == "mend":
        one.mend()
    elif how == "start":
        one.start()
    else:
        one.stop(kill=how == "kill")


def _round(desk: Desk, counted: Counter[str]) -> bool:
    found = desk.step()
    counted["rounds"] += 1
    counted["copies written"] += found.wrote
    counted["copies joined"] += len(found.joined)
    counted["joined with news"] += sum(one.is_new for one in found.joined)
    counted["undecided at most"] = max(
        counted["undecided at most"], *(one.undecided for one in found.joined), 0
    )
    for left in found.left:
        counted[f"left: {left.why.value}"] += 1
    assert found.trouble is None
    assert not found.has_new_id
    return found.wrote


def _settle(pair: Pair, desks: tuple[Desk, Desk], counted: Counter[str]) -> None:
    """Rounds until nobody has anything to write and both folders hold the same."""
    for _ in range(10):
        for one in pair:
            one.scan()
        wait_until(lambda: are_alike(pair[0].folder, pair[1].folder), "the folders are alike")
        if not any([_round(desk, counted) for desk in desks]):  # noqa: C419 - each of them
            return
    raise AssertionError("they write for ever")
