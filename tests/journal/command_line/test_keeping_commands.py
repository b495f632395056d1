"""The commands backup and restore, as a schedule or a person uses them."""

import json
import os
from pathlib import Path

import pytest
from sqlalchemy import select

from journal.command_line import commands
from journal.history.trash import discard, empty_trash
from journal.on_disk.keys import Key
from journal.people import add_person
from journal.records import Note, Role, Write
from journal.safekeeping.backups import Reason, back_up, backups
from journal.safekeeping.passphrase import set_passphrase
from journal.safekeeping.shared_copies import Seal, put_seal
from journal.store import Journal
from tests.builders import new_journal
from tests.journal.safekeeping.sealed import MARKER, PASSPHRASE, add_note, make_journal, notes


def test_a_backup_is_made_while_the_journal_is_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        add_note(journal, "just now")
        assert commands.run(["backup", "--journal", str(path), "--json"]) == 0
        add_note(journal, "later")
    (made,) = json.loads(capsys.readouterr().out)["backups"]
    assert notes(Path(made)) == [MARKER, "just now"]


def test_a_backup_goes_to_a_second_place_as_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    assert commands.run(["backup", "--journal", str(path), "--to", str(stick)]) == 0
    assert capsys.readouterr().err.count("Made a backup that opens") == 2
    assert [notes(file) for file in stick.rglob("*.tidemark")] == [[MARKER]]
    assert commands.run(["backup", "--journal", str(path), "--list", "--to", str(stick)]) == 0
    assert str(next(stick.iterdir())) in capsys.readouterr().out


def test_a_second_place_that_is_not_there_is_said_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path)
    assert commands.run(["backup", "--journal", str(path), "--to", str(tmp_path / "stick")]) == 1
    assert "No backup was made" in capsys.readouterr().err
    assert backups(path) == ()


def test_backups_are_listed_the_newest_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path)
    listing = ["backup", "--journal", str(path), "--list"]
    assert commands.run(listing) == 0
    assert capsys.readouterr().err == "There is no backup yet.\n"
    assert commands.run(["backup", "--journal", str(path)]) == 0
    capsys.readouterr()
    assert commands.run([*listing, "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["backups"]
    assert told["reason"] == "asked for"
    link = tmp_path / "link.tidemark"
    link.symlink_to(path)
    for name in (path, link):
        assert commands.run(["backup", "--journal", str(name), "--list"]) == 0
        assert told["file"] in capsys.readouterr().out


def test_the_newest_backup_is_restored_after_saying_what_would_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path)
    assert commands.run(["backup", "--journal", str(path)]) == 0
    with Journal.open(path) as journal:
        add_note(journal, "later")
    asked = ["restore", "--journal", str(path)]
    capsys.readouterr()
    assert commands.run([*asked, "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["changes"] == {"notes": {"back": 0, "gone": 1, "changed": 0}}
    assert (told["dry_run"], told["kept"]) == (True, None)
    assert notes(path) == [MARKER, "later"]
    assert commands.run([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert notes(path) == [MARKER]
    assert notes(Path(told["kept"])) == [MARKER, "later"]


def test_of_a_damaged_journal_the_newest_backup_that_can_be_read_is_named_and_restored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path)
    for _ in range(2):
        assert commands.run(["backup", "--journal", str(path)]) == 0
    newest, good = backups(path)
    for file in (path, newest.path):
        file.write_bytes(file.read_bytes()[: 10 * 4096])
    before = path.read_bytes()
    capsys.readouterr()
    assert commands.run(["verify", "--journal", str(path)]) == 1
    said = capsys.readouterr().err
    assert str(good.path) in said
    assert "1 entries" not in said
    assert commands.run(["restore", "--journal", str(path), "--json"]) == 0
    out, said = capsys.readouterr()
    assert notes(path) == [MARKER]
    assert Path(json.loads(out)["kept"]).read_bytes() == before
    assert "passed over: 1." in said


def test_an_encrypted_journal_is_restored_with_its_passphrase(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path, PASSPHRASE)
    kept = tmp_path / "passphrase"
    kept.write_text(PASSPHRASE, encoding="utf-8")
    kept.chmod(0o600)
    given = ["--journal", str(path), "--passphrase-file", str(kept)]
    assert commands.run(["backup", *given]) == 0
    assert commands.run(["restore", *given[:2]]) == 1
    assert "--passphrase-file" in capsys.readouterr().err
    assert commands.run(["restore", *given]) == 0
    assert notes(path, PASSPHRASE) == [MARKER]


@pytest.mark.parametrize("named", ["itself", "nothing", "missing", "other"])
def test_what_is_no_backup_is_refused_and_nothing_is_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    path = make_journal(tmp_path)
    (tmp_path / "other").write_text("hello")
    given = {
        "itself": [str(path)],
        "nothing": [],
        "missing": [str(tmp_path / "gone.tidemark")],
        "other": [str(tmp_path / "other")],
    }
    before = path.read_bytes()
    assert commands.run(["restore", *given[named], "--journal", str(path)]) in (1, 2)
    said = capsys.readouterr()
    assert said.out == ""
    assert "Nothing was changed" in said.err
    assert path.read_bytes() == before


def test_an_open_journal_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path)
    assert commands.run(["backup", "--journal", str(path)]) == 0
    with Journal.open(path):
        capsys.readouterr()
        assert commands.run(["restore", "--journal", str(path)]) == 1
    assert "open in another window" in capsys.readouterr().err


def test_an_import_keeps_a_backup_of_before(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    source = tmp_path / "in"
    source.mkdir()
    (source / "notes.csv").write_text("day,text\n2026-01-02,imported\n")
    asked = ["import", str(source), "--journal", str(path)]
    assert commands.run([*asked, "--dry-run"]) == 0
    assert backups(path) == ()
    assert commands.run(asked) == 0
    (made,) = backups(path)
    assert made.reason == "before import"
    assert notes(made.path) == [MARKER]
    assert notes(path) == [MARKER, "imported"]


def test_another_copy_is_joined_and_joined_again_adds_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path)
    other = tmp_path / "other.tidemark"
    with Journal.open(path) as journal:
        journal.copy_to(other)
    with Journal.open(other) as journal:
        add_note(journal, "from the other")
    before = other.read_bytes()
    asked = ["merge", str(other), "--journal", str(path), "--json"]
    assert commands.run([*asked, "--dry-run"]) == 0
    told = json.loads(capsys.readouterr().out)
    expected = {"new": 1, "changed": 0, "overtaken": 0, "gone": 0}
    assert told == {"dry_run": True, "records": {"notes": expected}, "undecided": []}
    assert notes(path) == [MARKER]
    assert commands.run(asked) == 0
    assert notes(path) == [MARKER, "from the other"]
    assert [one.reason for one in backups(path)] == ["before merge"]
    capsys.readouterr()
    assert commands.run([*asked[:-1]]) == 0
    assert "holds nothing that this journal does not" in capsys.readouterr().out
    assert other.read_bytes() == before


def test_another_journal_is_merged_only_where_it_is_surely_about_the_same_patient(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path)
    with new_journal(tmp_path, "other.tidemark") as other:
        add_note(other, "of somebody else, perhaps")
        with other.write("Begin") as session:
            add_person(session, "Ann", Role.PATIENT)
    asked = ["merge", str(other.path), "--journal", str(path)]
    before = path.read_bytes()
    for more in ([], ["--dry-run"]):
        assert commands.run([*asked, *more]) == 1
        said = capsys.readouterr()
        assert "holds another journal" in said.err
        assert said.out == ""
    assert path.read_bytes() == before
    assert backups(path) == ()
    with Journal.open(path) as journal, journal.write("Name the patient") as session:
        add_person(session, "ann ", Role.PATIENT)
    assert commands.run(asked) == 0
    assert len(notes(path)) == 2


def test_a_computers_copy_in_a_shared_folder_is_read_and_never_written_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path)
    folder = tmp_path / "shared"
    folder.mkdir()
    copy = folder / "mine 0a1b2c3d4e5f.tidemark"
    with Journal.open(path) as journal:
        journal.copy_to(copy)
    put_seal(copy, None, Seal("0a1b2c3d4e5f", "attic", "token", "content"))
    for asked in (["backup"], ["merge", str(path)], ["restore"], ["import", str(tmp_path)]):
        assert commands.run([*asked, "--journal", str(copy)]) == 1
        assert "puts into a shared folder" in capsys.readouterr().err
    assert list(folder.iterdir()) == [copy]
    assert commands.run(["verify", "--journal", str(copy)]) == 0
    assert commands.run(["merge", str(copy), "--journal", str(path)]) == 0


def test_a_journal_is_not_merged_with_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path)
    assert commands.run(["merge", str(path), "--journal", str(path)]) == 2
    assert "is the journal itself" in capsys.readouterr().err


def test_a_copy_that_changes_nothing_leaves_no_trace(tmp_path: Path) -> None:
    path = make_journal(tmp_path)
    other = tmp_path / "other.tidemark"
    with Journal.open(path) as journal:
        with journal.write("Throw away") as session:
            note = session.scalars(select(Note)).one()
            discard(session, "notes", note.id, journal.clock())
        with journal.write("Empty the trash") as session:
            empty_trash(session, journal.clock())
        journal.copy_to(other)
        before = writes(journal)
    assert commands.run(["merge", str(other), "--journal", str(path)]) == 0
    with Journal.open(path) as journal:
        assert writes(journal) == before


def writes(journal: Journal) -> list[str]:
    """The keys of all writes that a journal holds."""
    with journal.read() as session:
        return list(session.scalars(select(Write.key).order_by(Write.key)))


def test_a_backup_that_does_not_open_as_the_journal_does_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_journal(tmp_path)
    with Journal.open(path) as journal:
        made = back_up(journal, Reason.DAILY).path
    in_clear = made.read_bytes()
    set_passphrase(path, None, Key(bytes(range(32)), bytes(range(16))))
    made.write_bytes(in_clear)
    other = made.with_name(made.name.replace("daily", "asked for"))
    other.write_bytes(os.urandom(8192))
    listing = ["backup", "--journal", str(path), "--list"]
    assert commands.run(listing) == 0
    said = capsys.readouterr().out
    assert f"{made}  (not encrypted)" in said
    assert f"{other}  (another passphrase)" in said
    assert commands.run([*listing, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["backups"]
    assert {one["passphrase"] for one in told} == {"as the journal", "none", "another"}
