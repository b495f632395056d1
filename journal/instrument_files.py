"""Instruments as files: one TOML file each, read here and checked.

The dataclasses of `instruments` are the schema.
"""

import math
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from journal.data_files import FaultyData, Table, read_table
from journal.instruments import LAST, Band, Direction, Instrument, Item, Option, Score, folded
from resources import FOLDER

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")


class FaultyInstrument(FaultyData):
    """An instrument that cannot be used: the file's name, the line and the reason."""


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
        order=table.whole("order") if "order" in table else LAST,
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
        if any(folded(option.text) == folded(other.text) for other in options):
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
