"""Private notes never leave the journal; what was left out is said."""

import zlib
from dataclasses import replace
from pathlib import Path

from journal.records import CheckIn, Note, Treatment
from journal.report.choices import Section
from journal.report.data import data_hash
from tests.builders import DAY, check_in, treatment
from tests.journal.report.papers import (
    FIRST_PAGE,
    a_journal,
    data_of,
    report_of,
    text_of,
    with_sections,
    worked_records,
)

UNHEARD = "Xylophone"
"""A word that the program itself never says."""
EVERYTHING = replace(FIRST_PAGE, sections=frozenset(Section))


def _all_streams(content: bytes) -> bytes:
    """The PDF with every stream that can be unpacked."""
    found = content
    for part in content.split(b"stream\n")[1::2]:
        try:
            found += zlib.decompressobj().decompress(part)
        except zlib.error:
            continue
    return found


def test_a_private_note_is_nowhere_in_the_report(tmp_path: Path) -> None:
    records = [
        *worked_records(),
        Note(day=DAY, text=f"{UNHEARD} one", is_private=True),
        check_in(DAY, None, note=f"{UNHEARD} two", is_private=True),
    ]
    with a_journal(tmp_path, records) as journal:
        content = report_of(journal, EVERYTHING)
    assert UNHEARD not in text_of(content)
    assert UNHEARD.encode() not in _all_streams(content)
    assert "Left out: 2 private notes." in text_of(content)


def test_what_a_private_note_says_changes_no_hash(tmp_path: Path) -> None:
    with a_journal(tmp_path, [Note(day=DAY, text="one", is_private=True)]) as journal:
        before = data_hash(data_of(journal))
        with journal.write("Rewrite") as session:
            session.query(Note).one().text = "another"
        assert data_hash(data_of(journal)) == before


def test_notes_that_are_not_private_are_in_their_section_alone(tmp_path: Path) -> None:
    records = [
        *worked_records(),
        Note(day=DAY, text="Slept on the sofa"),
        treatment(DAY, "18:00:00+00:00", note="A nurse stayed"),
        check_in(DAY, None, note="Wrote this late"),
    ]
    with a_journal(tmp_path, records) as journal:
        with_notes = text_of(report_of(journal, with_sections(Section.NOTES)))
        without = text_of(report_of(journal, FIRST_PAGE))
    for text in ("Slept on the sofa", "A nurse stayed", "Wrote this late"):
        assert text in with_notes
        assert text not in without


def test_companion_and_cost_of_a_treatment_are_never_in_it(tmp_path: Path) -> None:
    given = treatment(companion="Cousin Robin", cost="480")
    with a_journal(tmp_path, [given]) as journal:
        text = text_of(report_of(journal, EVERYTHING))
    assert "Robin" not in text
    assert "480" not in text


def test_sections_left_out_are_named(tmp_path: Path) -> None:
    choices = replace(FIRST_PAGE, sections=frozenset(Section) - {Section.NOTES})
    with a_journal(tmp_path, [check_in(DAY, 9)]) as journal:
        assert "Left out: the section “Notes”." in text_of(report_of(journal, choices))


def test_what_is_in_the_trash_is_not_in_the_report(tmp_path: Path) -> None:
    with a_journal(tmp_path, [check_in(DAY, 9, note="Gone by now"), treatment()]) as journal:
        with journal.write("Throw away") as session:
            for kind in (CheckIn, Treatment):
                session.query(kind).one().deleted_utc = journal.clock().utc
        text = text_of(report_of(journal, EVERYTHING))
    assert "Gone by now" not in text
    assert "No completed treatment in these days." in text
