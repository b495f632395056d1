"""The commands that draw: a chart into a file, the report and blank forms on paper."""

import argparse
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import platformdirs

from journal import owner_only
from journal.command_line.error_words import DONE, IN_THE_WAY, USED_WRONGLY, Refusal
from journal.command_line.output import progress_bar

CHART_KINDS = ("timeline", "around", "each", "durations", "hours", "side-effects", "calendar")
WITHOUT_SCORE = ("hours", "side-effects")
"""Kinds of chart that are of no one score, and need no instrument."""


def chart_command(asked: argparse.Namespace) -> int:
    """Draw one kind of chart into a PNG, SVG or PDF."""
    if asked.instrument is None and asked.kind not in WITHOUT_SCORE:
        raise Refusal(
            f"A chart of the kind “{asked.kind}” needs --instrument. Nothing was written. Add "
            "--instrument and a code, such as daily-anxiety.",
            USED_WRONGLY,
        )
    _check_place(asked.out, "chart", asked.journal)
    keep_matplotlib_here()
    from journal.charts.files import save_chart

    material = _material(asked)
    try:
        save_chart(asked.kind, material, asked.out)
    except OSError:
        raise _cannot_write(asked.out, "chart") from None
    print(f"Drew the chart: {asked.out}", file=sys.stderr)
    return DONE


def _material(asked: argparse.Namespace) -> Any:
    """What the kind of chart is drawn from, as `journal.charts.files` takes it."""
    from journal import queries, words
    from journal.charts.files import HoursMaterial, ScoreMaterial, SideEffectsMaterial
    from journal.days import day_of
    from journal.instrument_files import load_instruments
    from journal.series import series
    from journal.settings import journal_settings
    from journal.side_effect_terms import load_vocabulary
    from journal.store import Journal

    with (
        Journal.open(asked.journal, asked.passphrase, to_read=True) as journal,
        journal.read() as session,
    ):
        ends_at, is_sample = journal_settings(session).day_ends_at, journal.is_sample
        today = asked.today or day_of(journal.clock(), ends_at)
        if asked.kind == "hours":
            return HoursMaterial(queries.treatment_hours(session, ends_at, today), is_sample)
        if asked.kind == "side-effects":
            effects = queries.side_effects_after(session, load_vocabulary(), today, ends_at)
            return SideEffectsMaterial(effects, is_sample)
        found = series(
            session, load_instruments(), asked.instrument, asked.score, asked.rater, today
        )
    return ScoreMaterial(
        words.subject(found.instrument, found.score, found.rater, is_sample=is_sample),
        found.day_values,
        found.treatments,
        found.around,
        today,
        asked.year or today.year,
    )


def report_command(asked: argparse.Namespace) -> int:
    """Write the report of a journal as a PDF."""
    _check_place(asked.out, "report", asked.journal)
    keep_matplotlib_here()
    from journal.days import day_of
    from journal.instrument_files import load_instruments
    from journal.report.choices import Section
    from journal.report.data import gather
    from journal.report.making import report_sheet
    from journal.report.typesetting import pdf
    from journal.settings import journal_settings
    from journal.side_effect_terms import load_vocabulary
    from journal.store import Journal

    with (
        progress_bar("Drawing") as tell,
        Journal.open(asked.journal, asked.passphrase, to_read=True) as journal,
        journal.read() as session,
    ):
        today = day_of(journal.clock(), journal_settings(session).day_ends_at)
        choices = _choices(asked, today)
        data = gather(
            session, load_instruments(), load_vocabulary(), choices, is_sample=journal.is_sample
        )
        pages = pdf(report_sheet(data, choices, tell))
        tell(1.0)
    _write(asked.out, pages, "report")
    left_out = len(Section) - len(choices.sections)
    if data.private_notes:
        print(f"Private notes left out: {data.private_notes}.", file=sys.stderr)
    if left_out:
        print(f"Sections left out: {left_out}.", file=sys.stderr)
    return DONE


def form_command(asked: argparse.Namespace) -> int:
    """Write a blank form as a PDF."""
    _check_place(asked.out, "form", asked.journal)
    keep_matplotlib_here()
    from journal.report.choices import Paper
    from journal.report.forms import form_sheet
    from journal.report.typesetting import pdf
    from journal.series import UnknownInstrument

    known = _known(asked.journal, asked.passphrase)
    if asked.code not in known:
        raise UnknownInstrument(asked.code, tuple(known))
    _write(asked.out, pdf(form_sheet(known[asked.code], Paper(asked.paper))), "form")
    return DONE


def keep_matplotlib_here() -> None:
    """Before matplotlib is imported: it would write its list of fonts to a folder of its own."""
    cache = platformdirs.user_cache_path("tidemark", appauthor=False) / "matplotlib"
    os.environ.setdefault("MPLCONFIGDIR", str(cache))


def _choices(asked: argparse.Namespace, today: date) -> Any:
    from journal.report.choices import Naming, Paper, ReportChoices, Section

    cut_off = asked.last or today
    if cut_off > today:
        raise Refusal(
            f"The last day, {cut_off}, is still to come. Nothing was written. Choose today or a "
            "day before.",
            USED_WRONGLY,
        )
    if asked.first is not None and asked.first > cut_off:
        raise Refusal(
            f"The first day, {asked.first}, lies after the last, {cut_off}. Nothing was written. "
            "Choose an earlier --from or a later --to.",
            USED_WRONGLY,
        )
    without = frozenset(Section(name) for name in asked.without)
    return ReportChoices(
        cut_off=cut_off,
        first=asked.first,
        sections=frozenset(Section) - without,
        naming=Naming(asked.name),
        paper=Paper(asked.paper),
        instrument=asked.instrument,
        score=asked.score,
        rater=asked.rater,
    )


def _known(path: Path | None, passphrase: str | None) -> Mapping[str, Any]:
    """The instruments that come with the program, and those of one's own in a journal."""
    from journal.instrument_files import load_instruments

    if path is None:
        return load_instruments()
    from journal import queries
    from journal.store import Journal

    with Journal.open(path, passphrase, to_read=True) as journal, journal.read() as session:
        return queries.instruments_to_log(session, load_instruments())


def _check_place(path: Path, what: str, journal: Path | None) -> None:
    """Before any work: no file goes where there is no folder, and none takes a journal's place."""
    if not _is_folder(path.parent):
        raise _cannot_write(path, what)
    if journal is not None and _is_same(path, journal):
        raise Refusal(
            f"{path} is the journal itself. Nothing was written. Choose another name for the "
            f"{what}.",
            USED_WRONGLY,
        )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, say
        return False


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # one of them is not there
        return False


def _write(path: Path, pages: bytes, what: str) -> None:
    try:
        owner_only.write(path, pages)
    except OSError:
        raise _cannot_write(path, what) from None
    print(f"Wrote the {what}: {path}", file=sys.stderr)


def _cannot_write(path: Path, what: str) -> Refusal:
    return Refusal(
        f"The {what} could not be written to {path}. The journal was only read. "
        "Choose a folder that exists and can be written to.",
        IN_THE_WAY,
    )
