"""The windows: shows a journal and tells it what the person did. Qt only here."""
