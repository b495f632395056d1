"""Reading instrument files: faults name the file, the line and the reason, and nothing else."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from journal.instrument_files import FaultyInstrument, load_instrument, load_instruments
from journal.instruments import Instrument
from resources import FOLDER
from tests.examples import tried

OWN = """\
code = "own-knot"
version = 1
title = "The knot"
short_title = "Knot"
recall = "P1D"
recall_words = "today"
instruction = "How tight was it?"
licence = "Mine"
source = "Made by me"
due_every = 2

[options]
tight = [
    { value = 0, text = "Loose" },
    { value = 2, text = "Tight" },
    { value = 5, text = "Very tight" },
]

[[items]]
code = "morning"
text = "In the morning"
options = "tight"

[[items]]
code = "evening"
text = "In the evening"
minimum = -5
maximum = 5
step = 0.5
low = "loose"
high = "tight"

[[scores]]
code = "total"
title = "Both"
direction = "worse"
ticks = [-5, 0, 5, 10]

[[scores]]
code = "first"
title = "Morning"
items = ["morning"]
direction = "worse"
least_baseline = 2
ticks = [0, 5]
"""

GAD7 = (FOLDER / "instruments" / "gad7.toml").read_text(encoding="utf-8")


def test_an_instrument_of_ones_own() -> None:
    instrument = load_instrument(OWN, "own-knot")
    assert isinstance(instrument, Instrument)
    assert instrument.main_score.maximum == 10
    assert instrument.main_score.minimum == -5
    assert instrument.score("first").least_baseline == 2
    assert instrument.due_every == 2
    assert not instrument.standard
    assert not instrument.has_line
    assert [option.value for option in instrument.item("morning").options] == [0, 2, 5]


FAULTS = {
    "not TOML": ("version = 1", "version = ", "version = ", "Invalid value"),
    "not TOML at the end": ("ticks = [0, 5]\n", "ticks = [0, 5", "ticks = [0, 5", "Unclosed"),
    "missing key": ('title = "The knot"\n', "", 'code = "own-knot"', "“title” is missing"),
    "missing in item": (
        'text = "In the evening"\n',
        "",
        '[[items]]\ncode = "evening"',
        "“text” is missing",
    ),
    "unknown key": ('title = "The knot"', 'titel = "x"\ntitle = "y"', "titel", "not known"),
    "unknown in item": ('low = "loose"', 'lo = "loose"', "lo = ", "“lo” is not known"),
    "anchors on a choice": (
        'options = "tight"',
        'options = "tight"\nlow = "a"',
        "low = ",
        "“low” is not known",
    ),
    "range on a choice": (
        'options = "tight"',
        'options = "tight"\nminimum = 0',
        "minimum = 0",
        "“minimum” is not known",
    ),
    "wrong kind": ("version = 1", 'version = "1"', "version = ", "whole number"),
    "a truth is no number": ("version = 1", "version = true", "version = ", "whole number"),
    "version 0": ("version = 1", "version = 0", "version = ", "1 or more"),
    "due never": ("due_every = 2", "due_every = -1", "due_every = ", "1 or more"),
    "flag": ("due_every = 2", "several_a_day = 1", "several_a_day", "true or false"),
    "empty text": ('title = "The knot"', 'title = " "', "title = ", "not empty"),
    "code": ('code = "own-knot"', 'code = "Own knot"', "code = ", "small letters"),
    "item code": ('code = "evening"', 'code = "Evening"', "Evening", "small letters"),
    "recall": ('recall = "P1D"', 'recall = "one day"', "recall = ", "ISO 8601"),
    "recall of nothing": ('recall = "P1D"', 'recall = "P"', "recall = ", "ISO 8601"),
    "recall of no time": ('recall = "P1D"', 'recall = "P1DT"', "recall = ", "ISO 8601"),
    "items twice": (
        'code = "evening"',
        'code = "morning"',
        'code = "morning"\ntext = "In the evening"',
        "a second item",
    ),
    "no such options": ('options = "tight"', 'options = "tigth"', "tigth", "no options named"),
    "options unused": (
        'options = "tight"',
        "minimum = 0\nmaximum = 5\nstep = 1",
        "[options]",
        "no item uses",
    ),
    "options fall": ("value = 2", "value = 0", '"Tight"', "have to rise"),
    "options alike": ('text = "Tight"', 'text = " LOOSE"', "LOOSE", "a second option"),
    "option not whole": ("value = 2", "value = 1.5", "1.5", "whole number"),
    "option unknown": ("value = 2,", "value = 2, colour = 1,", "colour", "not known"),
    "option code": ("value = 2,", 'value = 2, code = "LA1",', "LA1", "LOINC"),
    "range upside down": ("minimum = -5", "minimum = 6", "minimum = 6", "below the maximum"),
    "not finite": ("maximum = 5", "maximum = inf", "maximum = inf", "has to be a number"),
    "not a number": ("maximum = 5", "maximum = nan", "maximum = nan", "has to be a number"),
    "beyond floats": ("maximum = 5", f"maximum = 1{'0' * 400}", "maximum =", "to be a number"),
    "sum beyond floats": (
        "minimum = -5\nmaximum = 5",
        "minimum = -1e308\nmaximum = 1e308",
        "[[scores]]",
        "too large",
    ),
    "no step": ("step = 0.5", "step = 0", "step = 0", "above 0"),
    "giant step": ("step = 0.5", "step = 11", "step = 11", "fit into"),
    "direction": ('direction = "worse"', 'direction = "up"', '"up"', "worse, better, neither"),
    "score item unknown": ('["morning"]', '["noon"]', "noon", "no scored item"),
    "score item twice": ('["morning"]', '["morning", "morning"]', "items = [", "twice"),
    "score item kind": ('["morning"]', "[1]", "items = [1]", "not empty"),
    "score without items": ('["morning"]', "[]", "items = []", "needs an item"),
    "scores twice": (
        'code = "first"',
        'code = "total"',
        'code = "total"\ntitle = "Morning"',
        "a second score",
    ),
    "items not a list": ('["morning"]', '"morning"', 'items = "morning"', "has to be a list"),
    "least baseline off zero": (
        "ticks = [-5",
        "least_baseline = 4\nticks = [-5",
        "least_baseline = 4",
        "starts at 0",
    ),
    "least baseline too large": ("_baseline = 2", "_baseline = 6", "_baseline = 6", "outside"),
    "ticks fall": ("[-5, 0, 5, 10]", "[-5, 5, 0, 10]", "[-5, 5", "ticks rise"),
    "ticks beyond": ("[-5, 0, 5, 10]", "[-5, 0, 5, 11]", "11]", "ticks rise"),
    "ticks late": ("[-5, 0, 5, 10]", "[0, 5, 10]", "[0, 5, 10]", "ticks rise"),
    "one tick": ("[-5, 0, 5, 10]", "[-5]", "[-5]", "ticks rise"),
    "bands on one's own": (
        "ticks = [0, 5]",
        'ticks = [0, 5]\nbands = [{least = 0, greatest = 5, name = "a"}]',
        "bands = ",
        "only a standard",
    ),
    "LOINC on one's own": ("due_every = 2", 'loinc = "1-1"', "loinc", "only a standard"),
    "own as standard": ("due_every = 2", "standard = true", "standard", "cannot be a standard"),
}


def line_with(text: str, snippet: str) -> int:
    """The line on which a snippet begins."""
    return text[: text.index(snippet)].count("\n") + 1


@pytest.mark.parametrize(("old", "new", "snippet", "reason"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_file_line_and_reason(old: str, new: str, snippet: str, reason: str) -> None:
    assert old in OWN
    text = OWN.replace(old, new, 1)
    with pytest.raises(FaultyInstrument) as caught:
        load_instrument(text, "knot.toml")
    fault = caught.value
    assert fault.file == "knot.toml"
    assert reason in fault.reason
    assert fault.line == line_with(text, snippet)


@pytest.mark.parametrize(
    ("old", "new", "snippet", "reason"),
    [
        ("greatest = 9", "greatest = 8", "least = 10", "without a gap"),
        ("least = 5", "least = 4", "least = 4", "without a gap"),
        ("greatest = 9", "greatest = 4", 'greatest = 4, name = "Mild', "without a gap"),
        ("greatest = 21", "greatest = 20", "bands = [", "do not end"),
    ],
)
def test_bands_cover_the_range(old: str, new: str, snippet: str, reason: str) -> None:
    text = GAD7.replace(old, new, 1)
    with pytest.raises(FaultyInstrument) as caught:
        load_instrument(text, "gad7.toml")
    assert reason in caught.value.reason
    assert caught.value.line == line_with(text, snippet)


@pytest.mark.parametrize("part", ["items", "scores"])
def test_without_items_or_scores(part: str) -> None:
    data = tomllib.loads(OWN)
    del data[part], data["options"]
    if part == "scores":
        del data["items"][0]
    with pytest.raises(FaultyInstrument, match=f"there are no {part}"):
        load_instrument(tomli_w.dumps(data))


def test_an_item_that_no_score_counts() -> None:
    data = tomllib.loads(OWN)
    del data["scores"][0]
    with pytest.raises(FaultyInstrument, match="no score counts the item “evening”"):
        load_instrument(tomli_w.dumps(data))


def test_nested_too_deeply() -> None:
    with pytest.raises(FaultyInstrument):
        load_instrument(f"a = {'[' * 20_000}")


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "own-knot.toml"
    path.write_bytes(OWN.replace("The knot", "Der Knöt").encode("cp1252"))
    with pytest.raises(FaultyInstrument, match="UTF-8") as caught:
        load_instrument(path)
    assert (caught.value.file, caught.value.line) == ("own-knot.toml", 3)


def test_byte_order_mark_and_line_ends_of_windows(tmp_path: Path) -> None:
    path = tmp_path / "own-knot.toml"
    path.write_bytes(b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
    assert load_instrument(path) == load_instrument(OWN)


def test_a_file_is_named_after_its_code(tmp_path: Path) -> None:
    (tmp_path / "own-other.toml").write_text(OWN, encoding="utf-8")
    with pytest.raises(FaultyInstrument, match="own-knot") as caught:
        load_instruments(tmp_path)
    assert caught.value.file == "own-other.toml"


def test_without_an_order_an_instrument_comes_last(tmp_path: Path) -> None:
    for code in ("own-a", "own-b"):
        text = OWN.replace("own-knot", code)
        if code == "own-b":
            text = "order = 3\n" + text
        (tmp_path / f"{code}.toml").write_text(text, encoding="utf-8")
    assert list(load_instruments(tmp_path)) == ["own-b", "own-a"]


def only_a_fault(load: Callable[[], object]) -> None:
    """Run it: it may succeed or raise FaultyInstrument with its data, and nothing else."""
    found: FaultyInstrument | None = None
    try:
        load()
    except FaultyInstrument as fault:
        found = fault
    assert found is None or (found.reason and (found.line is None or found.line >= 1))


VALUES = st.recursive(
    st.one_of(
        st.integers(),
        st.floats(),
        st.booleans(),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        st.dates(),
        st.sampled_from(["total", "morning", "worse", "P1D", 10**400]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["code", "value", "text", "x"]), inner, max_size=3),
    ),
    max_leaves=6,
)


def places(value: object) -> list[tuple[dict[str, object] | list[object], str | int]]:
    """Every container and key of nested data."""
    found: list[tuple[dict[str, object] | list[object], str | int]] = []
    inner = list(value.items()) if isinstance(value, dict) else []
    if isinstance(value, list):
        inner = list(enumerate(value))
    for key, child in inner:
        assert isinstance(value, dict | list)
        found.append((value, key))
        found += places(child)
    return found


@tried(60)
@given(st.data())
def test_other_values_load_or_are_faulty(data: st.DataObject) -> None:
    content = tomllib.loads(data.draw(st.sampled_from([OWN, GAD7])))
    found = places(content)
    container, key = found[data.draw(st.integers(0, len(found) - 1))]
    if data.draw(st.booleans()):
        container[key] = data.draw(VALUES)  # type: ignore[index]
    else:
        del container[key]  # type: ignore[arg-type]
    only_a_fault(lambda: load_instrument(tomli_w.dumps(content), "mutated"))


@tried(60)
@given(
    st.sampled_from([OWN, GAD7]),
    st.integers(0, 5000),
    st.integers(0, 40),
    st.text(st.sampled_from("[]{}=\"'\n,.# -+0123456789eainfx\\"), max_size=6),
)
def test_other_characters_load_or_are_faulty(text: str, at: int, cut: int, put: str) -> None:
    at %= len(text)
    only_a_fault(lambda: load_instrument(text[:at] + put + text[at + cut :], "mutated"))


@tried(40)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=4))
def test_other_bytes_load_or_are_faulty(
    tmp_path_factory: pytest.TempPathFactory, at: int, put: bytes
) -> None:
    content = OWN.encode()
    at %= len(content)
    path = tmp_path_factory.getbasetemp() / "bytes.toml"
    path.write_bytes(content[:at] + put + content[at + len(put) :])
    only_a_fault(lambda: load_instrument(path))
