"""A PDF that screen readers and archives can read: tags, words for charts, language, title."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from journal.people import add_person
from journal.records import Role, SideEffect
from journal.report.choices import Section
from tests.builders import DAY, check_in, instant, treatment
from tests.journal.report.papers import (
    FIRST_PAGE,
    a_journal,
    catalogue_of,
    metadata_of,
    report_of,
    tags_of,
    text_of,
    with_sections,
    worked_records,
)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with a_journal(tmp_path_factory.mktemp("journal"), worked_records()) as journal:
        return report_of(journal, with_sections(Section.TREATMENTS, Section.METHOD))


def test_it_says_which_standards_it_keeps(content: bytes) -> None:
    metadata = metadata_of(content)
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "Sam Winter" in metadata


def test_its_language_and_its_title_are_told(content: bytes) -> None:
    root = catalogue_of(content)
    assert str(root["/Lang"]).startswith("en")
    assert "'/DisplayDocTitle': True" in str(root["/ViewerPreferences"])


def test_every_chart_is_told_in_words(content: bytes) -> None:
    words = [one.words for one in tags_of(content) if one.kind == "/Figure"]
    assert len(words) == 3
    assert "Treatment 1, 10 Jan 2026, 0.5 mg/kg IV: response reached on day 2 after" in words[0]


def test_what_is_written_in_a_chart_can_be_searched_for(content: bytes) -> None:
    text = text_of(content)
    assert "Daily anxiety around each treatment" in text
    assert "response line 7" in text


def test_tables_have_header_cells_and_headings_come_in_order(content: bytes) -> None:
    kinds = [one.kind for one in tags_of(content)]
    assert "/Table" in kinds
    assert kinds.count("/TH") >= 9
    levels = [int(kind[2:]) for kind in kinds if kind in ("/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_signs_that_the_font_lacks_become_boxes(tmp_path: Path) -> None:
    records = [check_in(DAY, 9, note="Fine 😀 and 漢字, one ﬁle"), *worked_records()]
    with a_journal(tmp_path, records, name="Sam 李") as journal:
        text = text_of(report_of(journal, with_sections(Section.NOTES)))
    assert "Fine □ and □□, one file" in text
    assert "Sam □" in text


def test_a_side_effect_in_signs_that_the_font_lacks_is_drawn_with_boxes(tmp_path: Path) -> None:
    began = instant(f"{DAY}T11:30:00+00:00")
    effect = SideEffect(effect="buzzing 😀", onset=began, treatment_id="given")
    with a_journal(tmp_path, [treatment(id="given")]) as journal:
        with journal.write("Log") as session:
            session.add(effect)
        text = text_of(report_of(journal, with_sections(Section.SIDE_EFFECTS)))
    assert "Buzzing □" in text  # in the chart
    assert "buzzing □" in text
    assert "😀" not in text


def test_an_observer_whose_name_the_font_lacks_is_drawn_with_boxes(tmp_path: Path) -> None:
    choices = replace(FIRST_PAGE, instrument="daily-anxiety", rater="李")
    with a_journal(tmp_path, worked_records()) as journal:
        with journal.write("Observe") as session:
            session.add(check_in(DAY, 12, observer_id=add_person(session, "李", Role.CAREGIVER).id))
        (words,) = [one.words for one in tags_of(report_of(journal, choices)) if one.words]
    assert "rated by □" in words
