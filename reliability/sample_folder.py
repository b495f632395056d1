"""The sample patient's CSV folder, made once in a process: campaigns cut it to what they need."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from journal.exchange.csv_folder import write_folder
from journal.instrument_files import load_instruments
from journal.sample import make_sample
from journal.store import Journal

BUILT_IN = load_instruments()
TODAY = date(2026, 1, 24)
"""The last day of the sample, and the day on which campaigns take place."""


@cache
def sample_folder() -> Mapping[str, bytes]:
    """The contents of its files, by name."""
    with TemporaryDirectory() as made:
        path = Path(made) / "sample.tidemark"
        make_sample(path, today=TODAY)
        with Journal.open(path, to_read=True) as journal, journal.read() as session:
            write_folder(session, Path(made) / "out", BUILT_IN, with_private=True)
        return {file.name: file.read_bytes() for file in sorted((Path(made) / "out").iterdir())}


def last_rows(rows: int) -> Mapping[str, bytes]:
    """Of each file the header and the last rows."""
    return {name: _shortened(content, rows) for name, content in sample_folder().items()}


def last_weeks(weeks: int) -> Mapping[str, bytes]:
    """The same files with the check-ins, treatments and notes of the last weeks alone."""
    since = str(TODAY - timedelta(weeks=weeks)).encode()
    files = dict(sample_folder())
    for name, place in (("check-ins.csv", 1), ("treatments.csv", 2), ("notes.csv", 1)):
        lines = files[name].splitlines(keepends=True)
        kept = [line for line in lines[1:] if line.split(b",")[place][:10] >= since]
        files[name] = b"".join([lines[0], *kept])
    return files


def write_files(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write the files into a new folder."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def _shortened(content: bytes, rows: int) -> bytes:
    lines = content.split(b"\r\n")
    return b"\r\n".join([lines[0], *lines[1:][-rows - 1 :]])
