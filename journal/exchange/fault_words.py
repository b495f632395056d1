"""What is wrong with a file or a row, in words that complete "this row was left out: …"."""

from journal.exchange.faults import FileFault, RowFault

FILE_FAULTS: dict[FileFault, str] = {
    FileFault.CANNOT_OPEN: "it cannot be opened",
    FileFault.NOT_A_FILE: "it is not an ordinary file",
    FileFault.EMPTY: "it is empty",
    FileFault.TOO_LARGE: "it is larger than 64 MiB",
    FileFault.BINARY: "it is not a text file",
    FileFault.NOT_DECODABLE: "its letters cannot be read in the encoding it seems to have",
    FileFault.OPEN_QUOTE: "a quotation mark opens here and is never closed",
    FileFault.LONG_LINE: "a line is longer than a million characters",
    FileFault.LONG_CELL: "a cell is longer than 131,072 characters",
    FileFault.TOO_MANY_COLUMNS: "it has more than 1,000 columns",
    FileFault.TOO_MANY_ROWS: "it has more than 500,000 rows",
}

ROW_FAULTS: dict[RowFault, str] = {
    RowFault.BAD_QUOTES: "its quotation marks do not match",
    RowFault.CUT_OFF: "the file ends in the middle of it",
    RowFault.TOO_MANY_CELLS: "it has more cells than the first line",
    RowFault.MISSING: "something that is needed is empty",
    RowFault.NOT_A_NUMBER: "this is not a number",
    RowFault.AMBIGUOUS_NUMBER: "this could be a thousand or a fraction; the mapping can tell",
    RowFault.NOT_WHOLE: "this has to be a whole number",
    RowFault.NOT_A_DATE: "this is not a date",
    RowFault.NOT_A_CLOCK: "this is not a time of day",
    RowFault.NOT_AN_INSTANT: "this is not a date with a time",
    RowFault.NO_OFFSET: "this time does not tell its offset from UTC",
    RowFault.NOT_AN_OFFSET: "this is not an offset from UTC",
    RowFault.NOT_A_FLAG: "this has to be true or false",
    RowFault.UNKNOWN_WORD: "this word is not known here",
    RowFault.BAD_ID: "this is no id: it is too long or holds characters that cannot be shown",
    RowFault.SECOND_ID: "an earlier row has the same id",
    RowFault.OUT_OF_RANGE: "this lies outside the range",
    RowFault.NOT_AN_OPTION: "this is none of the answers to choose from",
    RowFault.NOT_TO_BE_IMAGINED: "this cannot have been imagined",
    RowFault.UNKNOWN_ITEM: "the instrument has no such item",
    RowFault.SECOND_ANSWER: "an earlier row answers the same item",
    RowFault.UNKNOWN_INSTRUMENT: "the journal has no such instrument",
    RowFault.UNKNOWN_CHECK_IN: "there is no such check-in in the file",
    RowFault.UNKNOWN_REFERENCE: "what it refers to is not there",
    RowFault.AMBIGUOUS_REFERENCE: "more than one has this name; an id tells which",
    RowFault.NEWER_VERSION: "it was filled in on a newer version of the instrument",
    RowFault.NO_ANSWERS: "its answers are missing",
    RowFault.TOTAL_DIFFERS: "this is not what the answers add up to",
    RowFault.ENDS_TOO_EARLY: "it ends before it begins",
}
