"""Archives made by somebody else: read as far as they are allowed to go, and no further."""

import random
import struct
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from journal.exchange.bounded_zip import Bounds, opened
from journal.exchange.faults import FileFault, UnreadableFile

MIB = 1024 * 1024


def packed(path: Path, members: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def noise(seed: int, length: int) -> bytes:
    """Bytes that cannot be packed any smaller."""
    return random.Random(seed).randbytes(length)  # noqa: S311 - no secret hangs on it


def fault_of(path: Path, bounds: Bounds | None = None, most: int = 10 * MIB) -> FileFault | None:
    """Why an archive is refused, on opening or on reading all of it; None if it is not."""
    try:
        with opened(path, bounds) as archive:
            for member in archive.members:
                archive.read(member, most)
    except UnreadableFile as fault:
        return fault.reason
    return None


def test_what_was_packed_comes_out(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"entry.csv": b"day,score\n", "in/b.json": b"{}"})

    with opened(path) as archive:
        assert set(archive.members) == {"entry.csv", "in/b.json"}
        assert archive.read("entry.csv", 100) == b"day,score\n"


def test_a_bomb_is_refused_before_it_is_unpacked_and_takes_no_memory(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.zip", {"a": bytes(200 * MIB)})
    assert bomb.stat().st_size < MIB

    tracemalloc.start()
    try:
        assert fault_of(bomb) is FileFault.TOO_LARGE_INSIDE
        assert tracemalloc.get_traced_memory()[1] < 4 * MIB
    finally:
        tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_stopped_on_the_way(tmp_path: Path) -> None:
    path = packed(tmp_path / "bomb.zip", {"a": bytes(50 * MIB)})
    told, lied = struct.pack("<L", 50 * MIB), struct.pack("<L", 100)
    content = path.read_bytes()
    assert content.count(told) == 2
    path.write_bytes(content.replace(told, lied))

    assert fault_of(path) in (FileFault.BROKEN_ARCHIVE, FileFault.TOO_LARGE_INSIDE)


def test_a_member_is_no_longer_than_was_asked_for(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a": noise(1, 1000)})
    assert fault_of(path, most=1000) is None
    assert fault_of(path, most=999) is FileFault.TOO_LARGE_INSIDE


def test_what_comes_out_of_all_members_together_is_bounded(tmp_path: Path) -> None:
    members = {f"m{number}": noise(number, 1000) for number in range(10)}
    path = packed(tmp_path / "a.zip", members)
    assert fault_of(path, Bounds(content=10_000)) is None
    assert fault_of(path, Bounds(content=9_999)) is FileFault.TOO_LARGE_INSIDE
    assert fault_of(path, Bounds(members=9)) is FileFault.TOO_LARGE_INSIDE
    assert fault_of(path, Bounds(archive=1000)) is FileFault.TOO_LARGE_INSIDE


def test_a_directory_of_very_many_members_is_not_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {f"m{number}": b"" for number in range(60_000)})
    tracemalloc.start()
    try:
        assert fault_of(path) is FileFault.TOO_LARGE_INSIDE
        assert tracemalloc.get_traced_memory()[1] < MIB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["../a", "/etc/a", "c:a", "a//b", "a\nb", "a/../../b"])
def test_names_that_lead_out_of_the_archive_are_refused(tmp_path: Path, name: str) -> None:
    assert fault_of(packed(tmp_path / "a.zip", {name: b""})) is FileFault.ODD_NAMES


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"2")
    assert fault_of(path) is FileFault.ODD_NAMES


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_refused_or_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    expected = None if len(content) == 22 else FileFault.BROKEN_ARCHIVE
    assert fault_of(path) is expected
    assert fault_of(tmp_path) is FileFault.NOT_A_FILE
    assert fault_of(tmp_path / "gone.zip") is FileFault.BROKEN_ARCHIVE


def test_other_ways_of_packing_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a": b"content"}, zipfile.ZIP_LZMA)
    assert fault_of(path) is FileFault.BROKEN_ARCHIVE


def test_a_member_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        opened(packed(tmp_path / "a.zip", {"a": b""})) as archive,
        pytest.raises(UnreadableFile) as caught,
    ):
        archive.read("b", 10)
    assert caught.value.file == "a.zip: b"


def test_a_changed_archive_is_read_as_it_was_or_refused(tmp_path: Path) -> None:
    members = {"entry.csv": b"day,score\n" * 50, "in/b.json": noise(1, 400)}
    whole = packed(tmp_path / "a.zip", members).read_bytes()
    path = tmp_path / "b.zip"
    refused = 0
    for seed in range(300):
        chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        path.write_bytes(changed[: chance.choice((len(changed), chance.randrange(len(changed))))])
        try:
            with opened(path) as archive:
                for name in archive.members:
                    assert archive.read(name, MIB) in members.values()
        except UnreadableFile:
            refused += 1
    assert refused > 100
