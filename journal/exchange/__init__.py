"""Files that people bring and files that the journal gives."""
