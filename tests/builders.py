"""Builders of records and values for tests."""

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlcipher3 import dbapi2 as sqlite

from journal.days import Clock, Instant
from journal.on_disk import sums
from journal.owner_only import new_file
from journal.records import CheckIn, Phase, Route, Status, Treatment, Unit
from journal.sample import make_sample
from journal.store import Journal

DAY = date(2026, 1, 10)


def instant(text: str) -> Instant:
    """An instant from ISO 8601 with an offset."""
    return Instant.parse(text)


def evening(day: date) -> Instant:
    """Nine in the evening of a day, UTC."""
    return Instant.of(datetime(day.year, day.month, day.day, 21, tzinfo=UTC))


def fixed_clock(text: str = "2026-01-24T21:00:00+00:00") -> Clock:
    """A clock that stands still."""
    moment = Instant.parse(text)
    return lambda: moment


def new_journal(folder: Path, name: str = "mine.tidemark", clock: Clock | None = None) -> Journal:
    """An empty journal in a folder: made once by the program, and copied from then on."""
    return Journal.open(laid_down(folder / name, _empty()), clock=clock or fixed_clock())


def sample_file(folder: Path, today: date = DAY) -> Path:
    """The sample patient up to a day, in a file: made once by the program, and copied."""
    return laid_down(folder / "sample.tidemark", _sample(today))


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.tidemark"
        Journal.create(path).close()
        return path.read_bytes()


@cache
def _sample(today: date) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sample.tidemark"
        make_sample(path, today=today)
        return path.read_bytes()


def written_past_it(path: Path, *statements: str) -> None:
    """Change a journal past the program, with the sums that would make it believe it."""
    with closing(sqlite.connect(str(path))) as connection:
        for statement in statements:
            connection.execute(statement)
        sums.write_all(connection)
        connection.commit()


def laid_down(path: Path, content: bytes) -> Path:
    """A new file for its owner alone, as the program makes a journal."""
    new_file(path)
    path.write_bytes(content)
    return path


def check_in(day: date = DAY, total: float | None = 10, **fields: object) -> CheckIn:
    """A daily check with a total; its answers are left out where only totals matter."""
    values: dict[str, object] = {
        "instrument": "daily-anxiety",
        "version": 1,
        "answers": {},
        "scores": {} if total is None else {"total": total},
        "total": total,
        "entered_at": evening(day),
    }
    return CheckIn(day=day, **(values | fields))


def treatment(day: date = DAY, clock: str = "11:00:00+00:00", **fields: object) -> Treatment:
    """A completed infusion at eleven in the morning."""
    values: dict[str, object] = {
        "start": Instant.parse(f"{day}T{clock}"),
        "status": Status.COMPLETED,
        "phase": Phase.INDUCTION,
        "substance": "ketamine",
        "route": Route.IV,
        "amount": 0.5,
        "unit": Unit.MG_PER_KG,
        "minutes": 40,
    }
    return Treatment(day=day, **(values | fields))


WORKED_BEFORE = (14,) * 7
WORKED_AFTER = (10, 7, 6, 6, 5, 7, 8, 7, 9, 10, 11, 12, 12, 13)


def worked_example() -> list[tuple[date, float]]:
    """Day values around a treatment on DAY: seven days of 14, then fourteen days after."""
    before = [(DAY - timedelta(days=7 - i), float(v)) for i, v in enumerate(WORKED_BEFORE)]
    after = [(DAY + timedelta(days=1 + i), float(v)) for i, v in enumerate(WORKED_AFTER)]
    return before + after
