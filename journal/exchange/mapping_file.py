"""A mapping as TOML: read with every fault named, and written so that it reads back the same."""

import re
from collections.abc import Mapping
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from journal.data_files import Table, read_table
from journal.exchange.cells import DateOrder, OffsetUnit, read_clock, read_offset
from journal.exchange.faults import BadCell, FaultyMapping
from journal.exchange.mapping import (
    AnswerWords,
    InstantForm,
    MappedCheckIn,
    MappedNote,
    MappedSideEffect,
    MappedTreatment,
    OwnScale,
    SheetMapping,
    SheetRules,
    SideEffectPart,
    TreatmentPart,
    When,
    Where,
)
from journal.exchange.own_scales import definition
from journal.instrument_files import FaultyInstrument, load_instrument
from journal.instruments import Direction
from journal.records import Phase, Route, Severity, Status, Unit
from journal.scoring import Absence
from journal.words import SELF

ENCODINGS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "cp1252": "cp1252"}
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
DECIMAL_MARKS = {"point": ".", "comma": ","}
NO_SIDE_EFFECT = "none"
_FORMAT = re.compile(r"(?:[^%]|%[YymdjHMSfz%])*")
_WHOLE_DATE = (("%Y", "%y"), ("%m", "%j"), ("%d", "%j"))

Word = TypeVar("Word", bound=StrEnum)


def load_mapping(source: Path | str, file: str = "") -> SheetMapping:
    """Read a mapping from a file, or from TOML text that `file` names in faults.

    Raises FaultyMapping, also for a file that cannot be opened.
    """
    try:
        table = read_table(source, file, FaultyMapping)
    except OSError:
        named = file or Path(source).name or str(source)
        raise FaultyMapping(named, None, "it cannot be opened") from None
    mapping = SheetMapping(
        name=table.text("name"),
        sheet=_sheet(table.table("sheet")) if "sheet" in table else SheetRules(),
        when=_when(table.table("when")),
        where=_where(table),
        check_ins=tuple(_check_in(block) for block in table.tables("check_ins")),
        scales=tuple(_scale(block) for block in table.tables("scales")),
        notes=tuple(_note(block) for block in table.tables("notes")),
        treatments=tuple(_treatment(block) for block in table.tables("treatments")),
        side_effects=tuple(_side_effect(block) for block in table.tables("side_effects")),
        ignored=table.texts("ignore") if "ignore" in table else (),
    )
    table.finish()
    _check_whole(table, mapping)
    return mapping


def _check_whole(table: Table, mapping: SheetMapping) -> None:
    if not mapping.blocks:
        raise table.fault(
            "nothing is mapped: no check-ins, scales, notes, treatments, side effects"
        )
    codes = [scale.code for scale in mapping.scales]
    if len(set(codes)) < len(codes):
        raise table.fault("two scales have the same code", "scales")
    for column in mapping.ignored:
        if column in mapping.columns:
            raise table.fault(f"the column “{column}” is both mapped and ignored", "ignore")
    for name in ("treatments", "side_effects"):
        for number, block in enumerate(getattr(mapping, name)):
            when = block.when or mapping.when
            if when.instant_column is None and when.clock_column is None and block.clock is None:
                fault = table.tables(name)[number].fault
                raise fault("it needs “clock”, since no column tells the time of day")


def _sheet(table: Table) -> SheetRules:
    rules = SheetRules(
        encoding=_one_of(table, "encoding", ENCODINGS),
        delimiter=_one_of(table, "delimiter", DELIMITERS),
        decimal=_one_of(table, "decimal", DECIMAL_MARKS),
        missing=table.texts("missing") if "missing" in table else (),
    )
    table.finish()
    return rules


def _one_of(table: Table, key: str, words: Mapping[str, str]) -> str | None:
    if key not in table:
        return None
    word = table.text(key)
    if word not in words:
        raise table.fault(f"“{key}” has to be one of {', '.join(words)}", key)
    return words[word]


def _when(table: Table) -> When:
    when = When(
        day_column=_optional(table, "day_column"),
        clock_column=_optional(table, "clock_column"),
        instant_column=_optional(table, "instant_column"),
        offset_column=_optional(table, "offset_column"),
        date_order=_optional_choice(table, "date_order", DateOrder),
        date_format=_format(table),
        instant_form=_optional_choice(table, "instant_form", InstantForm) or InstantForm.TEXT,
        offset_unit=_optional_choice(table, "offset_unit", OffsetUnit) or OffsetUnit.TEXT,
        zone=_zone(table),
        utc_offset=_offset(table),
        clock_words=_clock_words(table),
    )
    table.finish()
    if when.day_column is None and when.instant_column is None:
        raise table.fault("it needs “day_column” or “instant_column”")
    if when.clock_column is not None and when.instant_column is not None:
        raise table.fault("“clock_column” and “instant_column” exclude each other", "clock_column")
    if when.date_order is not None and when.date_format is not None:
        raise table.fault("“date_order” and “date_format” exclude each other", "date_format")
    if when.zone is not None and when.utc_offset is not None:
        raise table.fault("“zone” and “utc_offset” exclude each other", "utc_offset")
    return when


def _format(table: Table) -> str | None:
    pattern = _optional(table, "date_format")
    if pattern is None:
        return None
    if not _FORMAT.fullmatch(pattern):
        raise table.fault(
            "“date_format” may hold %Y %y %m %d %j %H %M %S %f %z only", "date_format"
        )
    if not all(any(part in pattern for part in parts) for parts in _WHOLE_DATE):
        raise table.fault("“date_format” needs a year, a month and a day", "date_format")
    return pattern


def _zone(table: Table) -> str | None:
    name = _optional(table, "zone")
    if name is not None:
        try:
            ZoneInfo(name)
        except (OSError, ValueError, KeyError):
            raise table.fault(f"the zone “{name}” is not known", "zone") from None
    return name


def _offset(table: Table) -> int | None:
    written = _optional(table, "utc_offset")
    if written is None:
        return None
    try:
        return read_offset(written)
    except BadCell:
        raise table.fault("“utc_offset” is written as +01:00", "utc_offset") from None


def _clock(table: Table, key: str = "clock") -> time | None:
    return _clock_of(table, key) if key in table else None


def _clock_of(table: Table, key: str) -> time:
    try:
        return read_clock(table.text(key))
    except BadCell:
        raise table.fault(f'“{key}” has to be a time of day such as "09:00"', key) from None


def _clock_words(table: Table) -> Mapping[str, time]:
    if "clock_words" not in table:
        return {}
    words = table.table("clock_words")
    return {word: _clock_of(words, word) for word in words.keys}


def _where(table: Table) -> Where:
    if "where" not in table:
        return {}
    where = table.table("where")
    return {column: where.texts(column) for column in where.keys}


def _check_in(table: Table) -> MappedCheckIn:
    block = MappedCheckIn(
        instrument=table.text("instrument"),
        items=_texts(table, "items"),
        scores=_texts(table, "scores"),
        words=_words(table),
        rater=table.text("rater", SELF),
        note_column=_optional(table, "note_column"),
        is_private=table.flag("private", default=True),
        when=_own_when(table),
        where=_where(table),
    )
    table.finish()
    if not block.items and not block.scores:
        raise table.fault("it needs “items” or “scores”")
    return block


def _scale(table: Table) -> OwnScale:
    recall = table.text("recall", "P1D")
    title = table.text("title")
    scale = OwnScale(
        code=table.text("code"),
        title=title,
        column=table.text("column"),
        minimum=table.number("minimum"),
        maximum=table.number("maximum"),
        step=table.number("step") if "step" in table else 1.0,
        low=table.text("low", ""),
        high=table.text("high", ""),
        direction=_optional_choice(table, "direction", Direction) or Direction.NEITHER,
        recall=recall,
        recall_words=table.text("recall_words", "right now" if recall == "PT0S" else "today"),
        several_a_day=table.flag("several_a_day", default=recall == "PT0S"),
        words=_words(table),
        note_column=_optional(table, "note_column"),
        is_private=table.flag("private", default=True),
        when=_own_when(table),
        where=_where(table),
    )
    table.finish()
    if not scale.code.startswith("own-"):
        raise table.fault("the code of an own scale begins with “own-”", "code")
    try:
        load_instrument(definition(scale))
    except FaultyInstrument as fault:
        raise table.fault(fault.reason) from fault
    return scale


def _note(table: Table) -> MappedNote:
    block = MappedNote(
        columns=table.texts("columns"),
        is_private=table.flag("private", default=True),
        when=_own_when(table),
        where=_where(table),
    )
    table.finish()
    if not block.columns:
        raise table.fault("it needs a column", "columns")
    return block


def _treatment(table: Table) -> MappedTreatment:
    block = MappedTreatment(
        columns=_parts(table, TreatmentPart),
        clock=_clock(table),
        substance=table.text("substance", ""),
        route=_optional_choice(table, "route", Route),
        unit=_optional_choice(table, "unit", Unit),
        phase=_optional_choice(table, "phase", Phase),
        status=_optional_choice(table, "status", Status) or Status.COMPLETED,
        clinic=table.text("clinic", ""),
        when=_own_when(table),
        where=_where(table),
    )
    table.finish()
    return block


def _side_effect(table: Table) -> MappedSideEffect:
    block = MappedSideEffect(
        columns=_parts(table, SideEffectPart),
        effect=table.text("effect", ""),
        severity=_optional_choice(table, "severity", Severity),
        severities=_severities(table),
        clock=_clock(table),
        when=_own_when(table),
        where=_where(table),
    )
    table.finish()
    if not block.effect and SideEffectPart.EFFECT not in block.columns:
        raise table.fault("it needs “effect”, or a column for it")
    return block


def _severities(table: Table) -> Mapping[str, Severity | None]:
    if "severities" not in table:
        return {}
    words = table.table("severities")
    return {
        word: None if words.text(word) == NO_SIDE_EFFECT else words.choice(word, Severity)
        for word in words.keys
    }


def _parts(table: Table, kind: type[Word]) -> Mapping[Word, str]:
    if "columns" not in table:
        return {}
    columns = table.table("columns")
    known = {part.value: part for part in kind}
    for name in columns.keys:
        if name not in known:
            raise columns.fault(f"“{name}” is not one of {', '.join(known)}", name)
    return {known[name]: columns.text(name) for name in columns.keys}


def _words(table: Table) -> AnswerWords:
    numbers: dict[str, float] = {}
    if "answers" in table:
        answers = table.table("answers")
        numbers = {word: answers.number(word) for word in answers.keys}
    absences: dict[str, Absence] = {}
    if "absences" in table:
        reasons = table.table("absences")
        for reason in reasons.keys:
            absence = _absence(reasons, reason)
            absences.update(dict.fromkeys(reasons.texts(reason), absence))
    if twice := numbers.keys() & absences.keys():
        raise table.fault(f"“{min(twice)}” is both an answer and an absence")
    return AnswerWords(numbers, absences)


def _absence(reasons: Table, name: str) -> Absence:
    try:
        return Absence(name)
    except ValueError:
        raise reasons.fault(f"“{name}” is not one of {', '.join(Absence)}", name) from None


def _texts(table: Table, key: str) -> Mapping[str, str]:
    if key not in table:
        return {}
    inner = table.table(key)
    return {name: inner.text(name) for name in inner.keys}


def _own_when(table: Table) -> When | None:
    return _when(table.table("when")) if "when" in table else None


def _optional(table: Table, key: str) -> str | None:
    return table.text(key) if key in table else None


def _optional_choice(table: Table, key: str, kind: type[Word]) -> Word | None:
    return table.choice(key, kind) if key in table else None
