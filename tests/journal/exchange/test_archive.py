"""The archive: nothing is left out, the same bytes come back, and a damaged one changes nothing."""

import errno
import json
import os
import random
import tracemalloc
import zipfile
from pathlib import Path
from unittest.mock import Mock

import pytest
from sqlalchemy import select

from journal.command_line.commands import run
from journal.data_files import FaultyData
from journal.exchange.archive import (
    NewerArchive,
    archive_of,
    is_archive,
    read_archive,
    write_archive,
)
from journal.exchange.faults import FileFault, UnreadableFile
from journal.history.trash import discard, empty_trash
from journal.own_scales import OwnScale, Question, definition
from journal.people import add_person
from journal.records import CheckIn, Draft, Note, OwnInstrument, Role, Setting, Undecided
from journal.safekeeping.archive_joining import join_archive
from journal.safekeeping.shared_identity import OtherJournal
from journal.store import Journal
from tests.builders import DAY, new_journal
from tests.examples import how_often
from tests.journal.history.kinds import records_of_all_kinds
from tests.journal.safekeeping.copies import Ticking
from tests.journal.safekeeping.sealed import MARKER, PASSPHRASE, files_with

SCALE = definition(OwnScale("Calm", (Question("How calm?"),), code="own-calm"))
REFUSED = (FaultyData, NewerArchive, UnreadableFile)


@pytest.fixture
def full(tmp_path: Path) -> Journal:
    """A journal with something in every table."""
    journal = new_journal(tmp_path, "full.tidemark", Ticking())
    with journal.write("Start") as session:
        for record in records_of_all_kinds():
            if isinstance(record, CheckIn):
                record.version = 99  # answers of another version are not reckoned again
            if isinstance(record, OwnInstrument):
                record.definition = SCALE
            session.add(record)
            session.flush()
        session.add(Note(id="11111111-1111-4111-8111-111111111111", day=DAY, text=MARKER))
        session.add(Note(id="22222222-2222-4222-8222-222222222222", day=DAY, text="gone"))
        session.add(Setting(name="kept", value={"ü": 0.1}))
        session.add(Draft(form="gad7", day=DAY, content={"1": 2}))
    with journal.write("Throw a note away") as session:
        discard(session, "notes", "22222222-2222-4222-8222-222222222222", journal.clock())
    with journal.write("Empty the trash") as session:
        empty_trash(session, journal.clock())
    with journal.write("Change and throw away") as session:
        note = session.get_one(Note, "11111111-1111-4111-8111-111111111111")
        note.text = f"{MARKER}, changed"
        held = archive_of(session)
        state = next(row for row in held["notes"] if row["id"] == note.id)
        session.add(Undecided(kind="notes", record_id=note.id, thrown_away=dict(state)))
    return journal


def exported(journal: Journal, name: str) -> Path:
    path = journal.path.with_name(name)
    with journal.read() as session:
        write_archive(session, path)
    return path


def test_an_archive_holds_every_table_and_comes_back_byte_by_byte(
    full: Journal, tmp_path: Path
) -> None:
    archive = exported(full, "one.zip")
    with full.read() as session:
        assert all(archive_of(session).values())
    empty = new_journal(tmp_path, "empty.tidemark", Ticking())
    join_archive(empty, archive)
    assert exported(empty, "two.zip").read_bytes() == archive.read_bytes()


def test_the_same_archive_twice_adds_nothing_and_a_journal_keeps_its_own(
    full: Journal, tmp_path: Path
) -> None:
    archive = exported(full, "one.zip")
    other = new_journal(tmp_path, "other.tidemark", Ticking())
    with other.write("Keep a note") as session:
        add_person(session, "Ana", Role.PATIENT)
        session.add(Note(day=DAY, text="of the other"))
    assert join_archive(other, archive).settings == 0
    once = exported(other, "once.zip").read_bytes()
    assert not join_archive(other, archive).plan.is_changing
    assert exported(other, "twice.zip").read_bytes() == once
    with other.read() as session:
        assert "of the other" in session.scalars(select(Note.text)).all()
        assert not session.scalars(select(Draft)).all()


def test_an_archive_of_somebody_elses_journal_is_refused_as_a_merge_of_it_is(
    full: Journal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = exported(full, "one.zip")
    with new_journal(tmp_path, "other.tidemark", Ticking()) as other:
        with other.write("Keep a note") as session:
            add_person(session, "Ben", Role.PATIENT)
            session.add(Note(day=DAY, text="of the other"))
        with pytest.raises(OtherJournal):
            join_archive(other, archive, is_dry_run=True)
    said = []
    for command in ("import", "merge"):
        assert run([command, str(archive), "--journal", str(other.path)]) == 1
        said.append(capsys.readouterr().err)
    assert said[0] == said[1]
    assert "Nothing was changed" in said[0]
    with other.read() as session:
        assert session.scalars(select(Note.text)).all() == ["of the other"]


def test_an_encrypted_journal_leaves_nothing_in_clear(
    full: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = exported(full, "one.zip")
    folder = tmp_path / "sealed"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with Journal.create(folder / "mine.tidemark", PASSPHRASE, clock=Ticking()) as journal:
        found: list[str] = []
        journal.listen(lambda _kinds: found.extend(files_with(MARKER, folder)))
        join_archive(journal, archive)
        assert not found
    assert not files_with(MARKER, folder)


def test_a_mutated_archive_is_refused_whole_or_harmless(full: Journal, tmp_path: Path) -> None:
    archive = exported(full, "one.zip")
    with zipfile.ZipFile(archive) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    target = new_journal(tmp_path, "target.tidemark", Ticking())
    chance, refused = random.Random(4), 0  # noqa: S311 - of a test
    mutated = tmp_path / "mutated.zip"
    times = how_often(80)
    for number in range(times):
        if number % 2:
            content = bytearray(archive.read_bytes())
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            mutated.write_bytes(content[: chance.choice((len(content), len(content) - 9))])
        else:
            changed = dict(members)
            name = chance.choice([name for name in sorted(members) if name.startswith("tables/")])
            rows = json.loads(changed[name])
            row = chance.choice(rows)
            row[chance.choice(sorted(row))] = chance.choice(
                [None, -1, 1e400, True, "", "\ud800", "2026-13-01", {}, [], "x" * 400]
            )
            changed[name] = json.dumps(rows).encode()
            with zipfile.ZipFile(mutated, "w", zipfile.ZIP_DEFLATED) as made:
                for one, text in changed.items():
                    made.writestr(one, text)
        try:
            join_archive(target, mutated, is_dry_run=True)
        except REFUSED:
            refused += 1
    assert refused > times * 2 / 3
    with target.read() as session:
        assert not any(archive_of(session).values())


def with_table(archive: Path, table: str, content: bytes) -> Path:
    """The archive with another content of one table."""
    changed = archive.with_name("changed.zip")
    with (
        zipfile.ZipFile(archive) as whole,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in whole.namelist():
            made.writestr(name, content if name == f"tables/{table}.json" else whole.read(name))
    return changed


def test_a_list_without_end_is_refused_at_its_first_row(tmp_path: Path) -> None:
    archive = exported(new_journal(tmp_path), "one.zip")
    bomb = with_table(archive, "notes", b"[" + b"{}," * 500_000 + b"{}]")
    tracemalloc.start()
    try:
        with pytest.raises(FaultyData):
            read_archive(bomb)
        assert tracemalloc.get_traced_memory()[1] < 1024 * 1024
    finally:
        tracemalloc.stop()


def test_what_a_few_bytes_become_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journal.exchange.archive._VALUES", 1_000)
    archive = exported(new_journal(tmp_path), "one.zip")
    row = b'{"name": "a", "value": {"b": [' + b"[]," * 1_000 + b"[]]}}"
    with pytest.raises(UnreadableFile) as caught:
        read_archive(with_table(archive, "settings", b"[" + row + b"]"))
    assert caught.value.reason is FileFault.TOO_LARGE_INSIDE


def test_what_is_no_ordinary_file_is_no_archive(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert not is_archive(tmp_path / "pipe")
    assert not is_archive(Path("/dev/zero"))
    assert not is_archive(tmp_path / "gone.zip")


def test_an_archive_that_holds_too_much_is_still_taken_for_one(tmp_path: Path) -> None:
    archive = exported(new_journal(tmp_path), "one.zip")
    assert is_archive(with_table(archive, "notes", b" " * 65 * 1024 * 1024))


def test_a_newer_archive_is_refused_in_a_sentence(
    full: Journal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(newer, "w") as made:
        head = {"format": "tidemark-archive", "number": 1, "schema": 999}
        made.writestr("archive.json", json.dumps(head))
    full.close()
    assert run(["import", str(newer), "--journal", str(full.path)]) == 1
    assert "newer version" in capsys.readouterr().err


def test_the_sample_patient_goes_through_the_commands_unchanged(tmp_path: Path) -> None:
    sample, other = tmp_path / "sample.tidemark", tmp_path / "other.tidemark"
    archives = [tmp_path / "one.zip", tmp_path / "two.zip"]
    assert run(["demo", str(sample)]) == 0
    Journal.create(other).close()
    for journal, archive in zip((sample, other), archives, strict=True):
        out = ["--format", "archive", "--out", str(archive)]
        assert run(["export", "--journal", str(journal), *out]) == 0
        if journal == sample:
            asked = ["import", str(archive), "--journal", str(other), "--json"]
            assert run([*asked, "--dry-run"]) == 0
            assert run(asked) == 0
    assert archives[0].read_bytes() == archives[1].read_bytes()


def test_a_full_disk_is_told_as_such_when_an_archive_is_written(
    full: Journal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    refused = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr("journal.exchange.archive.in_place_of", Mock(side_effect=refused))
    out = ["--format", "archive", "--out", str(tmp_path / "all.zip")]
    assert run(["export", "--journal", str(full.path), *out]) == 1
    assert "the disk is full" in capsys.readouterr().err
