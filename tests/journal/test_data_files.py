"""Finding the line of a fault again in a TOML text."""

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
