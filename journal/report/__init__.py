"""The report and blank forms, on paper: from a session to plain values, to a document, to a PDF.

`data` gathers, `composing` lays out, `pictures` draws, `typesetting` sets the pages.
"""
