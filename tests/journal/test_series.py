"""A score and the same score from the others who rated it."""

from datetime import timedelta
from pathlib import Path

from journal.instrument_files import load_instruments
from journal.records import Person, Role
from journal.series import series, series_beside
from journal.words import SELF
from tests.builders import DAY, check_in, new_journal


def test_the_other_raters_of_a_score_stand_beside_it_the_patient_first(tmp_path: Path) -> None:
    journal = new_journal(tmp_path)
    with journal.write("Log") as session:
        ben, ann = (Person(name=name, role=Role.CAREGIVER) for name in ("Ben", "Ann"))
        session.add_all([ben, ann])
        session.flush()
        session.add_all([check_in(), check_in(total=4, observer_id=ben.id)])
        session.add(check_in(DAY - timedelta(days=1), 6, observer_id=ann.id))
        session.add(check_in(instrument="gad7", observer_id=ann.id))
    built_in = load_instruments()
    with journal.read() as session:
        mine = series(session, built_in, "daily-anxiety", None, SELF, DAY)
        bens = series(session, built_in, "daily-anxiety", None, "Ben", DAY)
        beside_mine = series_beside(session, built_in, mine)
        beside_bens = series_beside(session, built_in, bens)
    journal.close()
    assert [one.rater for one in beside_mine] == ["Ann", "Ben"]
    assert [one.rater for one in beside_bens] == [SELF, "Ann"]
    assert [value.value for value in beside_mine[1].day_values] == [4]
