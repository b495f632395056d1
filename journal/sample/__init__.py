"""The sample patient: fourteen months of an invented person's journal, to look around in.

The data lie in `resources/sample/sample.json`, made by `journal.sample.generator`. They are laid
on the calendar so that the journal ends on a given day. `docs/sample-patient.md` tells more.
"""

import json
import uuid
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from journal import days
from journal.days import Instant
from journal.instrument_files import load_instruments
from journal.instruments import Instrument
from journal.on_disk.disk_file import remove
from journal.records import KINDS, CheckIn, Draft, Record, Setting
from journal.scoring import answers_from_json, check_answers, totals
from journal.settings import JournalSettings, keep_settings
from journal.store import SAMPLE, Journal
from resources import FOLDER

FILE = FOLDER / "sample" / "sample.json"

_IDS = uuid.UUID("5f0c3c0e-6d0f-4b8e-9a51-7469646d726b")
_ID_FIELDS = ("id", "entered_by_id", "observer_id", "treatment_id", "medicine_id")
_INSTANT_FIELDS = ("start", "rated_at", "taken_at", "onset", "end", "entered_at")
_DAY_FIELDS = ("day", "from_day", "to_day", "asked_on", "answered_on")


def make_sample(path: Path, *, today: date | None = None) -> None:
    """Make a journal of the sample patient that ends on `today`, by default the clock's day.

    The same day gives the same records, ids included. Raises AlreadyThere or CannotMake.
    """
    data = json.loads(FILE.read_text(encoding="utf-8"))
    calendar = Calendar(data, days.day_of(days.now()) if today is None else today)
    made_at = calendar.instant(f"{data['last_day']} 09:00")
    with Journal.create(path, clock=lambda: made_at) as journal:
        try:
            with journal.write("Make the sample patient") as session:
                fill(session, data, calendar)
        except BaseException:
            journal.close()
            remove(path)  # half a sample is of no use, and would be in the way
            raise


class Calendar:
    """Lays the sample's day numbers and clock times on real dates and UTC offsets."""

    def __init__(self, data: Mapping[str, Any], today: date) -> None:
        self.first_day = today - timedelta(days=data["last_day"])
        self._home = ZoneInfo(data["zone"])
        holiday = data["holiday"]
        self._holiday = range(holiday["first"], holiday["last"] + 1)
        self._away = ZoneInfo(holiday["zone"])

    def day(self, number: int) -> date:
        """The date of a day number."""
        return self.first_day + timedelta(days=number)

    def instant(self, moment: str) -> Instant:
        """The instant of a moment such as "24 10:30", with the offset then in force there."""
        number, clock = moment.split()
        zone = self._away if int(number) in self._holiday else self._home
        local = datetime.combine(self.day(int(number)), time.fromisoformat(clock), zone)
        return Instant.of(local)


def fill(session: Session, data: Mapping[str, Any], calendar: Calendar) -> None:
    """Add all of the sample's records to a session."""
    instruments = load_instruments()
    for kind in KINDS:
        name = kind.__tablename__
        for number, row in enumerate(data.get(name, ())):
            values = _values({"id": f"{name} {number}"} | row, calendar)
            if kind is CheckIn:
                values |= _scored(instruments[values["instrument"]], values["answers"])
            session.add(_entered(kind(**values)))
        session.flush()
    for row in data["drafts"]:
        session.add(Draft(**_values(row, calendar)))
    keep_settings(session, _settings(data["settings"]))
    session.add(Setting(name=SAMPLE, value={"ends": calendar.day(data["last_day"]).isoformat()}))


def _values(row: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
    """A row's values as a record takes them."""
    values = dict(row)
    for name, value in row.items():
        if value is None:
            continue
        if name in _ID_FIELDS:
            values[name] = str(uuid.uuid5(_IDS, value))
        elif name in _INSTANT_FIELDS:
            values[name] = calendar.instant(value)
        elif name in _DAY_FIELDS:
            values[name] = calendar.day(value)
    return values


def _scored(instrument: Instrument, answers: Mapping[str, object]) -> dict[str, Any]:
    """What a check-in carries beside its answers."""
    given = answers_from_json(answers)
    check_answers(instrument, given)
    scores = totals(instrument, given)
    return {"version": instrument.version, "scores": scores, "total": scores.get("total")}


def _entered(record: Record) -> Record:
    """The record as it was last changed: when it was entered, not when the sample was made."""
    record.changed_utc = record.entered_utc
    return record


def _settings(values: Mapping[str, Any]) -> JournalSettings:
    return JournalSettings(**{**values, "logged": tuple(values["logged"])})
