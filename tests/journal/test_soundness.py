"""A journal whose pages or values are not what they should be is refused, not believed."""

from pathlib import Path

import pytest
from sqlalchemy import select

from journal.check_ins import draft
from journal.obstacles import DamagedJournal
from journal.records import CheckIn, Note
from journal.store import Journal
from tests.builders import DAY, check_in, new_journal, written_past_it

PAGE = 4096


def test_pages_that_have_changed_places_are_found_when_a_journal_is_opened(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add_all(check_in(total=number, note="x" * 900) for number in range(60))
    path = tmp_path / "mine.tidemark"
    content = path.read_bytes()
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    of_notes = [number for number, page in enumerate(pages) if page.count(b"x" * 900) >= 3]
    one, other = of_notes[1], of_notes[-1]
    pages[one], pages[other] = pages[other], pages[one]
    path.write_bytes(b"".join(pages))

    with pytest.raises(DamagedJournal):
        Journal.open(path)

    assert path.read_bytes() == b"".join(pages), "a damaged journal is not written to"


def test_a_number_where_a_text_belongs_is_said_to_be_damage(tmp_path: Path) -> None:
    path = tmp_path / "mine.tidemark"
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add(check_in())
        session.add(Note(day=DAY, text="a walk"))
    written_past_it(path, "UPDATE notes SET day = 7")

    with Journal.open(path) as journal, pytest.raises(DamagedJournal), journal.read() as session:
        "".join([session.scalars(select(Note)).one().text])
    with (
        Journal.open(path) as journal,
        pytest.raises(DamagedJournal),
        journal.write("Change") as session,
    ):
        "".join([session.scalars(select(Note)).one().text])


def test_a_defect_of_the_program_is_not_said_to_be_damage(tmp_path: Path) -> None:
    with new_journal(tmp_path) as journal, journal.write("Log") as session:
        session.add(check_in())
    with Journal.open(tmp_path / "mine.tidemark") as journal:
        with pytest.raises(TypeError), journal.read() as session:
            len(session.scalars(select(CheckIn)).one())  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="x"), journal.write("Change"):
            int("x")


def test_a_draft_that_is_no_form_is_said_to_be_damage(tmp_path: Path) -> None:
    path = tmp_path / "mine.tidemark"
    new_journal(tmp_path).close()
    for content in ("nonsense", '"x"'):
        drafts = f"VALUES ('a form', '{DAY}', '{content}')"
        written_past_it(path, "DELETE FROM drafts", f"INSERT INTO drafts {drafts}")
        with Journal.open(path) as journal, pytest.raises(DamagedJournal), journal.read() as told:
            draft(told, "a form", DAY)
