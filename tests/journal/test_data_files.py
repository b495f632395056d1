"""Finding the line of a fault again in a TOML text."""

import tracemalloc
from pathlib import Path

import pytest

from journal.data_files import FaultyData, Place, line_of, read_table

TEXT = '''\
title = "a"
note = """
[[items]]
code = "no item"
"""
kinds = [
    { value = 0 },
    { value = 1 }, { value = 2 },
]
"a key" = 1

[[items]]
code = "1"

  [[items.marks]]
  at = 1

  [[items.marks]]
  at = 2

[[items]] # the second
code = "2"
  [[items.marks]]
  at = 3

[last.of]
all = 1
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 1),
        (("title",), 1),
        (("note",), 2),
        (("kinds",), 6),
        (("kinds", 0), 7),
        (("kinds", 1, "value"), 8),
        (("kinds", 2), 8),
        (("kinds", 3), 6),
        (("a key",), 10),
        (("items", 0, "code"), 13),
        (("items", 0, "marks", 0, "at"), 16),
        (("items", 0, "marks", 1), 18),
        (("items", 1), 21),
        (("items", 1, "missing"), 21),
        (("items", 1, "marks", 0, "at"), 24),
        (("last", "of", "all"), 27),
        (("nowhere", 3), 1),
    ],
)
def test_line_of_a_place(place: Place, line: int) -> None:
    assert line_of(TEXT, place) == line


def test_a_table_that_is_something_else() -> None:
    table = read_table("first = 1\nsecond = [3]\n", "file.toml")
    with pytest.raises(FaultyData, match="a table is needed") as caught:
        table.table("first")
    assert (caught.value.file, caught.value.line) == ("file.toml", 1)
    with pytest.raises(FaultyData, match="a table is needed") as caught:
        table.tables("second")
    assert caught.value.line == 2


def test_what_nobody_asked_for_is_named() -> None:
    table = read_table("known = 1\nfirst = 2\nsecond = 3\n")
    assert table.whole("known") == 1
    with pytest.raises(FaultyData, match="“first” is not known") as caught:
        table.finish()
    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("".join(f"k{number} = 1\n" for number in range(1_000_000)), "larger than 256 KiB"),
        ("a." * 100_000 + "a = 1\n", "more than 32 parts"),
        ("[" + '"a" . ' * 40_000 + "a]\n", "more than 32 parts"),
        ("a = " + "[" * 100_000, "nested too deeply"),
        ("a = " + "{a = " * 50_000, "nested too deeply"),
        ("a = " + "9" * 100_000, "too many digits"),
    ],
    ids=["a million keys", "a dotted key", "a dotted header", "lists", "tables", "a number"],
)
def test_a_file_that_is_made_to_be_too_much_is_refused_in_a_sentence(
    tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "much.toml"
    path.write_text(text, encoding="utf-8")
    for source in (path, text):
        with pytest.raises(FaultyData) as caught:
            read_table(source, "much.toml")
        assert reason in caught.value.reason


def test_of_a_file_that_is_too_large_no_more_than_the_bound_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    tracemalloc.start()
    try:
        with pytest.raises(FaultyData):
            read_table(path)
        assert tracemalloc.get_traced_memory()[1] < 2 * 1024**2
    finally:
        tracemalloc.stop()
