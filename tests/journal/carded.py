"""Short ways to a response card and its lines, for tests; days are counted from DAY."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from journal.instrument_files import load_instruments
from journal.response_cards import CardLine, ResponseCard, response_cards
from journal.series import series
from journal.side_effect_terms import load_vocabulary
from journal.store import Journal
from journal.words import SELF
from tests.builders import DAY, check_in, new_journal, treatment, worked_example

INSTRUMENTS = load_instruments()
WEEK = [(-7 + place, 14) for place in range(7)]


LAST = DAY + timedelta(days=14)


def on(offset: int) -> date:
    return DAY + timedelta(days=offset)


def cards_of(
    journal: Journal, code: str = "daily-anxiety", today: date = LAST
) -> tuple[ResponseCard, ...]:
    with journal.read() as session:
        found = series(session, INSTRUMENTS, code, None, SELF, today)
        return response_cards(session, found, load_vocabulary())


def a_card(
    folder: Path,
    values: Sequence[tuple[int, float]],
    *,
    treatments: Sequence[int] = (0,),
    today: int = 14,
    code: str = "daily-anxiety",
    which: int = 0,
) -> ResponseCard:
    """The card of one of the treatments, given values by days from DAY."""
    folder.mkdir(exist_ok=True)
    with new_journal(folder) as journal:
        with journal.write("Log") as session:
            session.add_all(treatment(on(offset)) for offset in treatments)
            session.add_all(check_in(on(day), value, instrument=code) for day, value in values)
        return cards_of(journal, code, on(today))[which]


def line(found: ResponseCard, label: str) -> CardLine:
    (only,) = [one for one in found.lines if one.label == label]
    return only


def said(found: ResponseCard, label: str) -> tuple[str, str, bool]:
    one = line(found, label)
    return one.figure, plain(one.detail), one.is_withheld


def plain(text: str) -> str:
    """The text with usual spaces for those at which no line breaks."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def worked_paragraph(found: ResponseCard, opening: str) -> str:
    (only,) = [text for text in found.worked_out if text.startswith(opening)]
    return plain(only)


def the_worked_example() -> list[tuple[int, float]]:
    return [((day - DAY).days, value) for day, value in worked_example()]
