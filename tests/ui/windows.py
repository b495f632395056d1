"""Builds windows and pages for tests: with a journal in a temporary folder, and a set clock."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pytestqt.qtbot import QtBot

from journal.check_ins import OPENED, check_in_on, draft, draft_name
from journal.days import Instant
from journal.instrument_files import load_instruments
from journal.people import add_person
from journal.records import CheckIn, Role
from journal.settings import JournalSettings, keep_settings
from journal.store import Journal
from tests.builders import DAY, laid_down, new_journal
from ui.app import Appearance
from ui.jobs import Jobs
from ui.keychain import NoKeychain
from ui.pages.today import TodayPage
from ui.places import Places
from ui.remembered import Remembered
from ui.surroundings import Surroundings
from ui.window import Start, Window

INSTRUMENTS = load_instruments()
EVENING = Instant.parse(f"{DAY}T21:00:00+00:00")


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: Instant = EVENING) -> None:
        self.at = at

    def __call__(self) -> Instant:
        return self.at

    def move(self, **span: float) -> None:
        """Go on by a `timedelta`."""
        self.at = Instant(self.at.utc + timedelta(**span), self.at.offset)


def places_in(folder: Path) -> Places:
    """The folders of a user who never started the program."""
    places = Places(folder / "data", folder / "state", folder / "cache")
    places.make()
    return places


def a_journal(
    folder: Path, clock: SetClock, *, logged: tuple[str, ...] = ("daily-anxiety",), name: str = ""
) -> Journal:
    """A journal with a patient and an observer called Alex; made once, and copied from then on."""
    path = laid_down(folder / "mine.tidemark", _started(clock(), logged, name))
    return Journal.open(path, clock=clock)


@cache
def _started(at: Instant, logged: tuple[str, ...], name: str) -> bytes:
    with TemporaryDirectory() as folder:
        journal = new_journal(Path(folder), clock=SetClock(at))
        with journal, journal.write("Start the journal") as session:
            add_person(session, name, Role.PATIENT)
            add_person(session, "Alex", Role.CAREGIVER)
            keep_settings(session, JournalSettings(logged=logged))
        return journal.path.read_bytes()


def today_page(qtbot: QtBot, clock: SetClock) -> TodayPage:
    """Today's page on the screen, before a journal is open."""
    page = TodayPage(Surroundings(Jobs(), clock, INSTRUMENTS))
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.begin("", None)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.start()
    return page


class KeychainInMemory:
    """A keychain that keeps what it is given; `kept` is None where there is no keychain."""

    def __init__(self) -> None:
        self.kept: dict[str, str] | None = {}
        self.asked = 0

    def found(self, account: str) -> str | None:
        return self._there().get(account)

    def keep(self, account: str, secret: str) -> None:
        self._there()[account] = secret

    def forget(self, account: str) -> None:
        self._there().pop(account, None)

    def _there(self) -> dict[str, str]:
        self.asked += 1
        if self.kept is None:
            raise NoKeychain
        return self.kept


def a_window(
    qtbot: QtBot,
    places: Places,
    appearance: Appearance,
    clock: SetClock | None = None,
    keychain: KeychainInMemory | None = None,
) -> Window:
    """A window that was not started yet; it is closed after the test."""
    window = Window(
        Surroundings(Jobs(), clock or SetClock(), INSTRUMENTS),
        places,
        Remembered(places, appearance),
        keychain or KeychainInMemory(),
    )
    qtbot.addWidget(window)
    return window


def start(qtbot: QtBot, window: Window, path: Path) -> None:
    """Start, until the journal is open or its passphrase is asked for."""
    window.resize(1280, 800)
    with qtbot.waitSignal(window.loading.charts_ready, timeout=20_000):
        window.start(Start(journal=path))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()


def logged(journal: Journal, code: str = "daily-anxiety", **where: object) -> CheckIn | None:
    """What the journal holds of an instrument on the day of the tests."""
    with journal.read() as session:
        return check_in_on(session, code, DAY, **where)  # type: ignore[arg-type]


def drafted(journal: Journal, code: str = "daily-anxiety", observer: str | None = None) -> object:
    """The answers in the draft of an instrument on the day of the tests."""
    with journal.read() as session:
        found = draft(session, draft_name(code, observer), DAY)
    return {name: answer for name, answer in found.items() if name != OPENED}
