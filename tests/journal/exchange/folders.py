"""CSV folders made, read and compared in tests."""

import csv
from datetime import date
from pathlib import Path

from journal.exchange.csv_folder import ExportReport, plan_folder, write_folder
from journal.exchange.plan import ImportPlan, carry_out
from journal.instrument_files import load_instruments
from journal.records import (
    Record,
)
from journal.store import Journal

INSTRUMENTS = load_instruments()
TODAY = date(2026, 1, 24)
CONTRACT = {
    "check-ins.csv": "id, day, rated_at, entered_at, entered_by, rater, instrument, version, "
    "total, note, private",
    "answers.csv": "check_in, item, value, imagined",
    "treatments.csv": "id, start, day, status, phase, course, substance, route, amount, unit, "
    "minutes, clinic, companion, cost, note",
    "vital-signs.csv": "id, taken_at, treatment, systolic, diastolic, pulse, spo2, weight",
    "side-effects.csv": "id, effect, severity, onset, end, treatment, entered_by, note",
    "medicines.csv": "id, name, kind, amount, from, to",
    "intakes.csv": "id, medicine, taken_at, amount",
    "notes.csv": "id, day, text, private",
    "questions.csv": "id, asked_on, text, answered_on, answer",
    "people.csv": "id, name, role",
}


def exported(journal: Journal, folder: Path, *, with_private: bool = False) -> ExportReport:
    with journal.read() as session:
        return write_folder(session, folder, INSTRUMENTS, with_private=with_private)


def planned(journal: Journal, path: Path) -> ImportPlan:
    with journal.read() as session:
        return plan_folder(session, path, INSTRUMENTS, TODAY)


def brought_in(journal: Journal, path: Path) -> ImportPlan:
    plan = planned(journal, path)
    with journal.write(plan.label) as session:
        return carry_out(session, plan)


def folder_of(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / f"{name.replace('_', '-')}.csv"
        path.write_text(content, encoding="utf-8", newline="")
    return folder


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def add(journal: Journal, *records: Record) -> None:
    with journal.write("Add") as session:
        for record in records:
            session.add(record)
            session.flush()
