"""What the command line can do, in a line each; imports nothing, so that help is there at once."""

COMMANDS = {
    "new": "Make an empty journal.",
    "demo": "Make a journal that holds the sample patient.",
    "import": "Bring in a CSV file, a Tidemark CSV folder or an archive.",
    "figures": "What happened around each treatment.",
    "chart": "Draw a chart into a file.",
    "report": "Write the report as a PDF.",
    "form": "Write a blank paper form as a PDF.",
    "export": "Write the journal's records into files.",
    "backup": "Make a backup, or list those there are.",
    "restore": "Go back to a backup.",
    "merge": "Join another copy of the journal.",
    "verify": "Check that a journal can be read whole.",
}
"""The words that start a command rather than open the window, and what each does."""
