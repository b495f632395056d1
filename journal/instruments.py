"""Questionnaires and scales as data: one TOML file each, read here and checked.

The dataclasses are the schema. Imports the standard library only, because the form of the day is
built from an instrument before anything else has loaded.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from journal.data_files import FaultyData, Table, read_table
from resources import FOLDER

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")
_DAYS_IN = {"Y": 365, "M": 30, "W": 7, "D": 1}
_LAST = 1000


class FaultyInstrument(FaultyData):
    """An instrument that cannot be used: the file's name, the line and the reason."""


class Direction(StrEnum):
    """What a higher value means."""

    WORSE = "worse"
    BETTER = "better"
    NEITHER = "neither"


@dataclass(frozen=True)
class Option:
    """One answer to choose. `code` is its LOINC answer code, in standard instruments only."""

    value: int
    text: str
    code: str | None = None


@dataclass(frozen=True)
class Item:
    """One question.

    With `options` it is a choice; without, a number from `minimum` to `maximum`, set in steps of
    `step`, with its ends named by `low` and `high`. `group` is the heading under which items
    stand together, a situation say. `may_be_imagined`: it may be rated by imagining it.
    """

    code: str
    text: str
    minimum: float
    maximum: float
    step: float
    options: tuple[Option, ...]
    low: str
    high: str
    group: str
    may_be_imagined: bool
    unit: str
    loinc: str | None
    scored: bool


@dataclass(frozen=True)
class Band:
    """A named part of a score's range, both ends included. Standard questionnaires only."""

    least: int
    greatest: int
    name: str


@dataclass(frozen=True)
class Score:
    """The sum of some items. `minimum` and `maximum` follow from the items.

    `least_baseline`: below this a baseline gives no response line; None where there never is one.
    `ticks` are the places at which a chart's axis is labelled.
    """

    code: str
    title: str
    items: tuple[str, ...]
    minimum: float
    maximum: float
    direction: Direction
    bands: tuple[Band, ...]
    least_baseline: float | None
    ticks: tuple[float, ...]
    loinc: str | None = None


@dataclass(frozen=True)
class Instrument:
    """A questionnaire or scale.

    `recall` is an ISO 8601 duration, "PT0S" for right now; `recall_words` says the same. It is
    due every `due_every` days, or at no fixed time when that is None. A `standard` one is published
    and word for word; no other has bands or LOINC codes. `order` is its place among the others.
    """

    code: str
    version: int
    title: str
    short_title: str
    recall: str
    recall_words: str
    instruction: str
    items: tuple[Item, ...]
    scores: tuple[Score, ...]
    licence: str
    source: str
    several_a_day: bool
    due_every: int | None
    treatment_day_only: bool
    loinc: str | None
    standard: bool
    order: int = _LAST

    def item(self, code: str) -> Item:
        """The item of that code; KeyError when there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)

    def score(self, code: str) -> Score:
        """The score of that code; KeyError when there is none."""
        for score in self.scores:
            if score.code == code:
                return score
        raise KeyError(code)

    @property
    def main_score(self) -> Score:
        """The total where there is one, else the first score."""
        return next((score for score in self.scores if score.code == "total"), self.scores[0])

    @property
    def recall_days(self) -> int:
        """How many days one entry asks about, a month taken as 30; 0 for less than one."""
        days = self.recall.removeprefix("P").split("T")[0]
        return sum(int(part[:-1]) * _DAYS_IN[part[-1]] for part in re.findall(r"\d+[YMWD]", days))

    @property
    def has_line(self) -> bool:
        """Whether the main score can have a response line.

        It has to be about one day or one moment, start at 0, rise as things get worse, and name
        its least meaningful baseline.
        """
        return self.recall_days <= 1 and self.main_score.least_baseline is not None


def option_value(item: Item, text: str) -> int | None:
    """The value of the option with that text, whatever its case and spacing; None without one."""
    wanted = _folded(text)
    return next((option.value for option in item.options if _folded(option.text) == wanted), None)


def load_instrument(source: Path | str, file: str = "") -> Instrument:
    """Read one instrument from a file, or from TOML text that `file` names in faults.

    Raises FaultyInstrument, and OSError when the file cannot be read at all.
    """
    table = read_table(source, file, FaultyInstrument)
    instrument = _read_instrument(table)
    if instrument.standard and instrument.code.startswith("own-"):
        raise table.fault("an instrument of one's own cannot be a standard one", "standard")
    return instrument


@cache
def load_instruments(folder: Path = FOLDER / "instruments") -> Mapping[str, Instrument]:
    """All instruments of a folder by code, in display order; read once. Each file is named after
    its code.
    """
    loaded = []
    for path in sorted(folder.glob("*.toml")):
        instrument = load_instrument(path)
        if instrument.code != path.stem:
            reason = f"the file is named {path.stem} and the instrument {instrument.code}"
            raise FaultyInstrument(path.name, None, reason)
        loaded.append(instrument)
    loaded.sort(key=lambda instrument: (instrument.order, instrument.code))
    return MappingProxyType({instrument.code: instrument for instrument in loaded})


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _read_instrument(table: Table) -> Instrument:
    standard = table.flag("standard")
    items = _read_items(table, standard=standard)
    instrument = Instrument(
        code=_code(table),
        version=table.whole("version", 1),
        title=table.text("title"),
        short_title=table.text("short_title"),
        recall=_recall(table),
        recall_words=table.text("recall_words"),
        instruction=table.text("instruction"),
        items=items,
        scores=_read_scores(table, items, standard=standard),
        licence=table.text("licence"),
        source=table.text("source"),
        several_a_day=table.flag("several_a_day"),
        due_every=table.whole("due_every", 1) if "due_every" in table else None,
        treatment_day_only=table.flag("treatment_day_only"),
        loinc=_loinc(table, "loinc", standard=standard),
        standard=standard,
        order=table.whole("order") if "order" in table else _LAST,
    )
    table.finish()
    return instrument


def _read_items(table: Table, *, standard: bool) -> tuple[Item, ...]:
    lists = _read_options(table, standard=standard)
    unused = set(lists)
    items: dict[str, Item] = {}
    for entry in table.tables("items"):
        options: tuple[Option, ...] = ()
        if "options" in entry:
            name = entry.text("options")
            if name not in lists:
                raise entry.fault(f"there are no options named “{name}”", "options")
            unused.discard(name)
            options = lists[name]
        item = _read_item(entry, options, standard=standard)
        if item.code in items:
            raise entry.fault(f"a second item has the code “{item.code}”", "code")
        items[item.code] = item
    if not items:
        raise table.fault("there are no items")
    if unused:
        raise table.fault(f"no item uses the options “{min(unused)}”", "options")
    return tuple(items.values())


def _read_options(table: Table, *, standard: bool) -> dict[str, tuple[Option, ...]]:
    if "options" not in table:
        return {}
    lists = table.table("options")
    return {name: _read_option_list(lists, name, standard=standard) for name in lists.keys}


def _read_option_list(lists: Table, name: str, *, standard: bool) -> tuple[Option, ...]:
    options: list[Option] = []
    for entry in lists.tables(name):
        option = Option(
            entry.whole("value"), entry.text("text"), _loinc(entry, "code", standard=standard)
        )
        entry.finish()
        if options and option.value <= options[-1].value:
            raise entry.fault("the values of options have to rise")
        if any(_folded(option.text) == _folded(other.text) for other in options):
            raise entry.fault(f"a second option reads “{option.text}”")
        options.append(option)
    if len(options) < 2:
        raise lists.fault("at least two options are needed", name)
    return tuple(options)


def _read_item(entry: Table, options: tuple[Option, ...], *, standard: bool) -> Item:
    least, greatest, step = (
        (float(options[0].value), float(options[-1].value), 1.0)
        if options
        else (entry.number("minimum"), entry.number("maximum"), entry.number("step"))
    )
    if least >= greatest:
        raise entry.fault("the minimum has to be below the maximum", "minimum")
    if not 0 < step <= greatest - least:
        raise entry.fault("the step has to be above 0 and fit into the range", "step")
    item = Item(
        code=_code(entry),
        text=entry.text("text"),
        minimum=least,
        maximum=greatest,
        step=step,
        options=options,
        low="" if options else entry.text("low", ""),
        high="" if options else entry.text("high", ""),
        group=entry.text("group", ""),
        may_be_imagined=entry.flag("may_be_imagined"),
        unit="" if options else entry.text("unit", ""),
        loinc=_loinc(entry, "loinc", standard=standard),
        scored=entry.flag("scored", default=True),
    )
    entry.finish()
    return item


def _read_scores(table: Table, items: tuple[Item, ...], *, standard: bool) -> tuple[Score, ...]:
    scored = {item.code: item for item in items if item.scored}
    scores: dict[str, Score] = {}
    for entry in table.tables("scores"):
        score = _read_score(entry, scored, standard=standard)
        entry.finish()
        if score.code in scores:
            raise entry.fault(f"a second score has the code “{score.code}”", "code")
        scores[score.code] = score
    if not scores:
        raise table.fault("there are no scores")
    unused = set(scored).difference(*(score.items for score in scores.values()))
    if unused:
        raise table.fault(f"no score counts the item “{min(unused)}”")
    return tuple(scores.values())


def _read_score(entry: Table, scored: Mapping[str, Item], *, standard: bool) -> Score:
    codes = entry.texts("items") if "items" in entry else tuple(scored)
    for code in codes:
        if code not in scored:
            raise entry.fault(f"there is no scored item “{code}”", "items")
    if not codes:
        raise entry.fault("a score needs an item", "items")
    minimum = math.fsum(scored[code].minimum for code in codes)
    maximum = math.fsum(scored[code].maximum for code in codes)
    if not math.isfinite(maximum - minimum):
        raise entry.fault("the range is too large")
    direction = entry.choice("direction", Direction)
    bands = _read_bands(entry, minimum, maximum)
    if bands and not standard:
        raise entry.fault("only a standard questionnaire has bands", "bands")
    return Score(
        code=_code(entry),
        title=entry.text("title"),
        items=codes,
        minimum=minimum,
        maximum=maximum,
        direction=direction,
        bands=bands,
        least_baseline=_least_baseline(entry, minimum, maximum, direction),
        ticks=_ticks(entry, minimum, maximum),
        loinc=_loinc(entry, "loinc", standard=standard),
    )


def _least_baseline(
    entry: Table, minimum: float, maximum: float, direction: Direction
) -> float | None:
    if "least_baseline" not in entry:
        return None
    if minimum != 0 or direction is not Direction.WORSE:
        reason = "a least baseline needs a score that starts at 0 and where higher is worse"
        raise entry.fault(reason, "least_baseline")
    least = entry.number("least_baseline")
    if not 0 < least <= maximum:
        raise entry.fault("the least baseline lies outside the range", "least_baseline")
    return least


def _ticks(entry: Table, minimum: float, maximum: float) -> tuple[float, ...]:
    ticks = entry.numbers("ticks")
    rising = all(a < b for a, b in pairwise(ticks))
    if len(ticks) < 2 or ticks[0] != minimum or ticks[-1] > maximum or not rising:
        raise entry.fault("ticks rise from the least value and stay in the range", "ticks")
    return ticks


def _read_bands(entry: Table, minimum: float, maximum: float) -> tuple[Band, ...]:
    bands: list[Band] = []
    begin: float = minimum
    for row in entry.tables("bands"):
        band = Band(row.whole("least"), row.whole("greatest"), row.text("name"))
        row.finish()
        if band.least != begin or band.greatest < band.least:
            raise row.fault("bands follow one another without a gap")
        begin = band.greatest + 1
        bands.append(band)
    if bands and bands[-1].greatest != maximum:
        raise entry.fault("the bands do not end where the range ends", "bands")
    return tuple(bands)


def _code(table: Table) -> str:
    code = table.text("code")
    if not _CODE.fullmatch(code):
        raise table.fault("a code is small letters, digits and single hyphens", "code")
    return code


def _recall(table: Table) -> str:
    recall = table.text("recall")
    if not _DURATION.fullmatch(recall):
        raise table.fault("“recall” has to be an ISO 8601 duration such as P1D", "recall")
    return recall


def _loinc(table: Table, key: str, *, standard: bool) -> str | None:
    if key not in table:
        return None
    if not standard:
        raise table.fault("only a standard questionnaire has LOINC codes", key)
    return table.text(key)
