"""What one journal is set to: what is logged, when a day ends, the thresholds of its figures.

Settings live in the journal itself, so that they move with it. Every threshold of the figures
is a named setting here, with the default of `trajectories.rules`.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from sqlalchemy.orm import Session

from journal import days
from journal.instruments import Direction, Instrument, Score
from journal.records import Setting
from journal.trajectories.rules import BaselineKind, Better, Rules

DEFAULT_LOGGED = ("daily-anxiety", "gad7")
"""Instruments that a new journal asks for."""

SETTABLE_RULES = (
    "baseline_days",
    "baseline_least",
    "response_fraction",
    "response_by",
    "sustain_gap",
    "open_gap",
    "course_gap",
    "coverage_least",
    "coverage_share",
    "last_within",
    "overlay_least",
    "quartiles_from",
)
"""Thresholds that a journal may set; what a score is cannot be set."""

_NAME = "journal"
_A_WEEK = 7
"""Days of recall from which entries are too rare for a median of days."""


@dataclass(frozen=True)
class JournalSettings:
    """Settings of one journal. `rules` holds only the thresholds that differ from the default."""

    day_ends_at: time = days.DAY_ENDS_AT
    logged: tuple[str, ...] = DEFAULT_LOGGED
    country: str = ""
    clinic_phone: str = ""
    plan: str = ""
    rules: Mapping[str, float] = field(default_factory=dict)


def journal_settings(session: Session) -> JournalSettings:
    """The settings as they stand; what was never set has its default."""
    row = session.get(Setting, _NAME)
    if row is None:
        return JournalSettings()
    known = {part.name for part in dataclasses.fields(JournalSettings)}
    values: dict[str, Any] = {name: value for name, value in row.value.items() if name in known}
    if "day_ends_at" in values:
        values["day_ends_at"] = time.fromisoformat(values["day_ends_at"])
    if "logged" in values:
        values["logged"] = tuple(values["logged"])
    return JournalSettings(**values)


def keep_settings(session: Session, settings: JournalSettings) -> None:
    """Set everything at once."""
    values: dict[str, Any] = {
        part.name: getattr(settings, part.name) for part in dataclasses.fields(settings)
    }
    values["day_ends_at"] = settings.day_ends_at.isoformat(timespec="minutes")
    values["logged"] = list(settings.logged)
    values["rules"] = dict(settings.rules)
    keep_value(session, _NAME, values)


def value(session: Session, name: str) -> dict[str, Any]:
    """A setting by its name, such as a remembered mapping; empty when never set."""
    row = session.get(Setting, name)
    return {} if row is None else dict(row.value)


def keep_value(session: Session, name: str, content: dict[str, Any]) -> None:
    """Set one setting by its name."""
    row = session.get(Setting, name)
    if row is None:
        session.add(Setting(name=name, value=content))
    else:
        row.value = content


def rules_for(instrument: Instrument, score: Score, settings: JournalSettings) -> Rules:
    """The thresholds for one score: the defaults, what the instrument says, what was set.

    Questionnaires about a week or more are too rare for a response line; their baseline is the
    last complete one before the course.
    """
    better = {
        Direction.WORSE: Better.LOWER,
        Direction.BETTER: Better.HIGHER,
        Direction.NEITHER: Better.NEITHER,
    }
    rules = Rules(
        least_baseline=score.least_baseline,
        baseline_kind=BaselineKind.LAST
        if instrument.recall_days >= _A_WEEK
        else BaselineKind.MEDIAN,
        has_line=instrument.has_line and score.minimum == 0,
        better=better[score.direction],
    )
    set_here: dict[str, Any] = {
        name: kept for name, kept in settings.rules.items() if name in SETTABLE_RULES
    }
    return dataclasses.replace(rules, **set_here)
