"""A mapping written as TOML, so that it can be remembered, shared and changed by hand."""

from collections.abc import Mapping
from datetime import time
from enum import StrEnum
from typing import Any

import tomli_w

from journal.exchange.cells import OffsetUnit
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
    When,
)
from journal.exchange.mapping_file import DECIMAL_MARKS, DELIMITERS, ENCODINGS, NO_SIDE_EFFECT
from journal.words import SELF


def mapping_text(mapping: SheetMapping) -> str:
    """TOML from which `load_mapping` makes the same mapping."""
    return tomli_w.dumps(
        _without_empty(
            {
                "name": mapping.name,
                "ignore": list(mapping.ignored),
                "sheet": _sheet(mapping.sheet),
                "when": _when(mapping.when),
                "where": _where(mapping.where),
                "check_ins": [_check_in(block) for block in mapping.check_ins],
                "scales": [_scale(block) for block in mapping.scales],
                "notes": [_note(block) for block in mapping.notes],
                "treatments": [_treatment(block) for block in mapping.treatments],
                "side_effects": [_side_effect(block) for block in mapping.side_effects],
            }
        )
    )


def _sheet(rules: SheetRules) -> dict[str, Any]:
    return _without_empty(
        {
            "encoding": _word_of(ENCODINGS, rules.encoding),
            "delimiter": _word_of(DELIMITERS, rules.delimiter),
            "decimal": _word_of(DECIMAL_MARKS, rules.decimal),
            "missing": list(rules.missing),
        }
    )


def _word_of(words: Mapping[str, str], value: str | None) -> str | None:
    return next((word for word, meant in words.items() if meant == value), None)


def _when(when: When | None) -> dict[str, Any]:
    if when is None:
        return {}
    text_form = when.instant_form is InstantForm.TEXT
    text_unit = when.offset_unit is OffsetUnit.TEXT
    return _without_empty(
        {
            "day_column": when.day_column,
            "clock_column": when.clock_column,
            "instant_column": when.instant_column,
            "offset_column": when.offset_column,
            "date_order": _value(when.date_order),
            "date_format": when.date_format,
            "instant_form": None if text_form else when.instant_form.value,
            "offset_unit": None if text_unit else when.offset_unit.value,
            "zone": when.zone,
            "utc_offset": None if when.utc_offset is None else _offset(when.utc_offset),
            "clock_words": {word: _clock(clock) for word, clock in when.clock_words.items()},
        }
    )


def _offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _clock(clock: time | None) -> str | None:
    return None if clock is None else clock.isoformat()


def _where(where: Mapping[str, Any]) -> dict[str, list[str]]:
    return {column: list(words) for column, words in where.items()}


def _words(words: AnswerWords) -> dict[str, Any]:
    absences: dict[str, list[str]] = {}
    for word, absence in words.absences.items():
        absences.setdefault(absence.value, []).append(word)
    return {"answers": dict(words.numbers), "absences": absences}


def _check_in(block: MappedCheckIn) -> dict[str, Any]:
    return _without_empty(
        {
            "instrument": block.instrument,
            "rater": None if block.rater == SELF else block.rater,
            "note_column": block.note_column,
            "private": block.is_private,
            "where": _where(block.where),
            "when": _when(block.when),
            "items": dict(block.items),
            "scores": dict(block.scores),
            **_words(block.words),
        }
    )


def _scale(scale: OwnScale) -> dict[str, Any]:
    return _without_empty(
        {
            "code": scale.code,
            "title": scale.title,
            "column": scale.column,
            "minimum": scale.minimum,
            "maximum": scale.maximum,
            "step": scale.step,
            "low": scale.low,
            "high": scale.high,
            "direction": scale.direction.value,
            "recall": scale.recall,
            "recall_words": scale.recall_words,
            "several_a_day": scale.several_a_day,
            "note_column": scale.note_column,
            "private": scale.is_private,
            "where": _where(scale.where),
            "when": _when(scale.when),
            **_words(scale.words),
        }
    )


def _note(block: MappedNote) -> dict[str, Any]:
    return _without_empty(
        {
            "columns": list(block.columns),
            "private": block.is_private,
            "where": _where(block.where),
            "when": _when(block.when),
        }
    )


def _treatment(block: MappedTreatment) -> dict[str, Any]:
    return _without_empty(
        {
            "clock": _clock(block.clock),
            "substance": block.substance,
            "route": _value(block.route),
            "unit": _value(block.unit),
            "phase": _value(block.phase),
            "status": block.status.value,
            "clinic": block.clinic,
            "columns": {part.value: column for part, column in block.columns.items()},
            "where": _where(block.where),
            "when": _when(block.when),
        }
    )


def _side_effect(block: MappedSideEffect) -> dict[str, Any]:
    return _without_empty(
        {
            "effect": block.effect,
            "severity": _value(block.severity),
            "clock": _clock(block.clock),
            "columns": {part.value: column for part, column in block.columns.items()},
            "severities": {
                word: NO_SIDE_EFFECT if grade is None else grade.value
                for word, grade in block.severities.items()
            },
            "where": _where(block.where),
            "when": _when(block.when),
        }
    )


def _value(word: StrEnum | None) -> str | None:
    return None if word is None else word.value


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """What says something: TOML knows no nothing. A flag that is false says something."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}
