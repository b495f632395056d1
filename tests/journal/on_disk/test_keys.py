"""An encrypted journal: who opens it, who does not, and what can be read from outside."""

import contextlib
import random
import zlib
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlcipher

from journal.obstacles import DamagedJournal, Locked, NotAJournal, WrongPassphrase
from journal.on_disk import journal_file, keys
from journal.on_disk.copies import copy_whole, is_sound
from journal.on_disk.keys import Key, derive, fits, looks_encrypted, new_key, salt_of
from journal.records import Note
from journal.store import Journal
from tests.builders import DAY, fixed_clock
from tests.conftest import ROUNDS

PASSPHRASE = 'ein langes Wort, ‘quoted’; " and ü'  # noqa: S105 - of a test
MARKER = "a marker that nobody may find"


def encrypted(folder: Path) -> Path:
    """A closed journal that holds the marker."""
    path = folder / "mine.tidemark"
    with (
        Journal.create(path, PASSPHRASE, clock=fixed_clock()) as journal,
        journal.write("Note") as session,
    ):
        session.add(Note(day=DAY, text=MARKER))
        session.add(Note(day=DAY, text="x" * 50_000))
    return path


def notes(path: Path, passphrase: str | None) -> list[str]:
    with Journal.open(path, passphrase) as journal, journal.read() as session:
        return [text for text in session.scalars(select(Note.text)) if text[0] != "x"]


def test_an_encrypted_journal_opens_with_its_passphrase_and_no_other(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    assert notes(path, PASSPHRASE) == [MARKER]
    with pytest.raises(WrongPassphrase):
        Journal.open(path, PASSPHRASE + " ")
    with pytest.raises(Locked):
        Journal.open(path)
    with pytest.raises(Locked):
        Journal.open(path, to_read=True)


def test_any_program_with_sqlcipher_opens_it_with_the_passphrase_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_ROUNDS", ROUNDS)
    path = encrypted(tmp_path)
    with contextlib.closing(sqlcipher.connect(path)) as connection:
        connection.execute("PRAGMA key = '{}'".format(PASSPHRASE.replace("'", "''")))
        (found,) = connection.execute("SELECT text FROM notes WHERE text = ?", (MARKER,))
    assert found == (MARKER,)


def test_an_accent_typed_in_two_ways_is_one_passphrase(tmp_path: Path) -> None:
    salt = bytes(16)
    assert derive("caf\u00e9", salt) == derive("cafe\u0301", salt)


def test_a_passphrase_for_a_plain_journal_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "plain.tidemark"
    Journal.create(path).close()
    with Journal.open(path, "anything") as journal:
        assert not journal.is_encrypted


def test_nothing_of_an_encrypted_journal_stands_on_disk_in_clear(tmp_path: Path) -> None:
    path = tmp_path / "mine.tidemark"
    with Journal.create(path, PASSPHRASE, clock=fixed_clock()) as journal:
        assert journal.is_encrypted
        with journal.write("Note") as session:
            session.add(Note(day=DAY, text=MARKER))
        on_disk = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert "mine.tidemark-wal" in on_disk
    for name, content in on_disk.items():
        assert MARKER.encode() not in content, name
        assert b"check_ins" not in content, name


def test_a_copy_is_encrypted_alike_and_whole(tmp_path: Path) -> None:
    path, to = encrypted(tmp_path), tmp_path / "copy.tidemark"
    opened = journal_file.open_file(path, PASSPHRASE)
    with contextlib.closing(opened):
        copy_whole(opened.reading, path, to, opened.key)
    assert notes(to, PASSPHRASE) == [MARKER]
    assert to.stat().st_mode & 0o777 == 0o600
    with pytest.raises(WrongPassphrase):
        Journal.open(to, "another")


def test_damage_is_told_apart_from_a_wrong_passphrase(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    content = bytearray(path.read_bytes())
    content[100] ^= 1  # of the first page, which every opening reads
    path.write_bytes(content)
    with pytest.raises(DamagedJournal):
        Journal.open(path, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        Journal.open(path, "another")


def test_one_changed_byte_on_any_page_is_seen(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    key = derive(PASSPHRASE, salt_of(path))
    assert is_sound(path, key)
    whole = path.read_bytes()
    for page in range(len(whole) // 4096):
        content = bytearray(whole)
        content[page * 4096 + 50] ^= 255
        path.write_bytes(content)
        assert not is_sound(path, key), page


def test_a_key_shows_in_no_text() -> None:
    key = Key(b"secret" * 6, b"salt" * 4)
    assert "secret" not in f"{key} {key!r}"


def test_a_fresh_salt_gives_another_key() -> None:
    assert new_key("one") != new_key("one")


def test_no_encrypted_journal_begins_like_another_kind_of_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([b"\x1f\x8b" + bytes(14), b"BZh" + bytes(13), bytes(range(1, 17))])
    monkeypatch.setattr("secrets.token_bytes", lambda length: next(drawn)[:length])
    assert new_key("right words").salt == bytes(range(1, 17))
    assert next(drawn, None) is None


def test_other_files_are_not_taken_for_encrypted_ones(tmp_path: Path) -> None:
    noise = random.Random(1)  # noqa: S311 - content of a file, no secret
    scattered = noise.randbytes(10_000)
    others = {
        "text": b"A line of a diary.\n" * 1000,
        "packed": zlib.compress(b"".join(b"%d " % number for number in range(20_000))),
        "picture": b"\x89PNG\r\n\x1a\n" + scattered,
        "short": scattered[:4095],
        "zeros": bytes(8192),
        "even": bytes(range(256)) * 40,
    }
    for name, content in others.items():
        path = tmp_path / name
        path.write_bytes(content)
        if name != "packed":  # packed data may look random; a passphrase then fits no page
            assert not looks_encrypted(path), name
        with pytest.raises((NotAJournal, WrongPassphrase)):
            Journal.open(path, "anything")
    (tmp_path / "random").write_bytes(scattered)
    assert looks_encrypted(tmp_path / "random")
    assert not fits(tmp_path / "random", derive("anything", scattered[:16]))
