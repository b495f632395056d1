from datetime import timedelta
from pathlib import Path

import pytest

from journal.days import Instant
from journal.history.ahead import written_ahead
from tests.builders import check_in, fixed_clock, new_journal

NOW = fixed_clock()()


@pytest.mark.parametrize(("hours", "is_told"), [(-1, False), (1, False), (2, True), (9000, True)])
def test_only_what_is_more_than_an_hour_ahead_is_told(
    tmp_path: Path, hours: int, is_told: bool
) -> None:
    written = Instant(NOW.utc + timedelta(hours=hours), 60)
    with new_journal(tmp_path, clock=lambda: written) as journal:
        with journal.read() as session:
            assert written_ahead(session, NOW) is None, "nothing was written yet"
        with journal.write("Log") as session:
            session.add(check_in())
        with journal.read() as session:
            assert written_ahead(session, NOW) == (written if is_told else None)
