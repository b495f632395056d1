"""One score from one rater with everything that is shown of it, ready for charts and figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from journal import queries
from journal.days import day_of
from journal.instrument_files import load_instruments
from journal.instruments import Instrument, Score
from journal.settings import journal_settings, rules_for
from journal.store import Journal
from journal.trajectories import figures
from journal.trajectories.rules import Rules
from journal.trajectories.values import AroundTreatment, DayValue, Treatment
from journal.words import SELF


class UnknownInstrument(Exception):
    """No instrument has this code; `known` are those there are."""

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        super().__init__(code)
        self.code, self.known = code, known


class UnknownScore(Exception):
    """The instrument has no score of this name; `known` are those it has."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


@dataclass(frozen=True)
class Series:
    """One score from one rater up to `today`, with the treatments and the rules that were used."""

    instrument: Instrument
    score: Score
    rater: str
    today: date
    rules: Rules
    day_values: tuple[DayValue, ...]
    treatments: tuple[Treatment, ...]
    around: tuple[AroundTreatment, ...]
    is_sample: bool


def series(
    session: Session,
    built_in: Mapping[str, Instrument],
    code: str,
    score_name: str | None,
    rater: str,
    today: date,
    *,
    is_sample: bool = False,
) -> Series:
    """Read one score and reckon its figures.

    Raises UnknownInstrument, UnknownScore, or UnknownPerson for a rater who is nobody here.
    """
    known = queries.instruments(session, built_in)
    if code not in known:
        raise UnknownInstrument(code, tuple(known))
    instrument = known[code]
    score = instrument.main_score if score_name is None else _score(instrument, score_name)
    settings = journal_settings(session)
    rules = rules_for(instrument, score, settings)
    readings = queries.readings(session, code, score.code, rater, settings.day_ends_at)
    given = tuple(one for one in queries.treatments(session) if one.day <= today)
    return Series(
        instrument=instrument,
        score=score,
        rater=rater,
        today=today,
        rules=rules,
        day_values=figures.timeline(readings, given, today),
        treatments=given,
        around=figures.around(readings, given, today, rules),
        is_sample=is_sample,
    )


def series_beside(
    session: Session, built_in: Mapping[str, Instrument], found: Series
) -> tuple[Series, ...]:
    """The same score from the others who have rated it: the patient first, then by name."""
    code, score, today = found.instrument.code, found.score.code, found.today
    raters = {one.rater for one in queries.logged_series(session) if one.instrument == code}
    others = sorted(raters - {found.rater}, key=lambda rater: (rater != SELF, rater))
    read = (
        series(session, built_in, code, score, rater, today, is_sample=found.is_sample)
        for rater in others
    )
    return tuple(one for one in read if one.day_values)


def main_series(
    session: Session, built_in: Mapping[str, Instrument], today: date, *, is_sample: bool = False
) -> Series:
    """The score that stands for the patient's days where only one has room.

    It is the first of those that the journal asks for that the patient has rated and that may
    have a response line; else the first rated one; else the first that is asked for.
    """
    known = queries.instruments(session, built_in)
    may_be_asked = queries.instruments_to_log(session, built_in)
    asked = [code for code in journal_settings(session).logged if code in may_be_asked]
    logged = [one for one in queries.logged_series(session) if one.first <= today]
    rated = {one.instrument for one in logged if one.rater == SELF}
    given = [code for code in known if code in rated and not known[code].treatment_day_only]
    settings = journal_settings(session)

    def has_line(code: str) -> bool:
        return rules_for(known[code], known[code].main_score, settings).allows_line

    candidates = (
        *(code for code in asked if code in rated and has_line(code)),
        *(code for code in asked if code in rated),
        *given,
        *asked,
        *known,
    )
    return series(session, built_in, candidates[0], None, SELF, today, is_sample=is_sample)


def series_around(
    path: Path,
    code: str,
    score_name: str | None,
    rater: str,
    today: date | None,
    *,
    passphrase: str | None = None,
) -> Series:
    """The same from a journal file, opened to read; `today` defaults to the clock's."""
    with Journal.open(path, passphrase, to_read=True) as journal, journal.read() as session:
        day = today or day_of(journal.clock(), journal_settings(session).day_ends_at)
        return series(
            session, load_instruments(), code, score_name, rater, day, is_sample=journal.is_sample
        )


def _score(instrument: Instrument, name: str) -> Score:
    try:
        return instrument.score(name)
    except KeyError:
        known = tuple(score.code for score in instrument.scores)
        raise UnknownScore(name, known) from None
