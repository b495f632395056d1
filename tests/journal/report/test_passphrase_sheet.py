"""The page that a passphrase is written on."""

from datetime import date

import pytest

from journal.report.choices import Paper
from journal.report.passphrase_sheet import passphrase_sheet
from journal.report.typesetting import pdf
from tests.journal.report.papers import metadata_of, pages_of, size_of, tags_of, text_of

DAY = date(2026, 1, 10)


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_it_is_one_page_of_the_paper_that_was_chosen(paper: Paper, size: tuple[int, int]) -> None:
    content = pdf(passphrase_sheet("mine.tidemark", DAY, paper))
    assert len(pages_of(content)) == 1
    assert size_of(content) == size
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata_of(content)


def test_it_names_the_file_and_the_day_and_says_what_happens_when_it_is_lost() -> None:
    content = pdf(passphrase_sheet("mine.tidemark", DAY, Paper.A4))
    text = text_of(content)
    assert "mine.tidemark · 10 January 2026" in text
    for words in ("Write the passphrase here by hand", "Where to keep it", "no second way in"):
        assert words in text
    assert [one.kind for one in tags_of(content)].count("/H1") >= 5


def test_a_name_of_one_long_word_stays_on_the_page() -> None:
    text = text_of(pdf(passphrase_sheet("m" * 240 + ".tidemark", DAY, Paper.A4)))
    assert text.count("m" * 40) == 6
    assert "m" * 41 not in text, "it may go on in the next line"
