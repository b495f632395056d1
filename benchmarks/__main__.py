"""Measure everything and print the table: `python -m benchmarks --help` tells the options."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from benchmarks import charts, encryption, report, store, windows
from benchmarks.measure import Row, as_markdown, as_text
from benchmarks.years import make_years
from journal import days

YEARS = (0, 1, 10, 100)
PARTS = ("start", "saving", "encryption", "reading", "charts", "report", "memory")


def main() -> int:
    """Measure, print, and write the table where asked."""
    asked = _parse()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="tidemark-bench-") as folder:
        journals = {_words(years): Path(folder) / f"{years}.tidemark" for years in YEARS}
        for years, path in zip(YEARS, journals.values(), strict=True):
            make_years(path, years, today=_today())
        rows: list[Row] = []
        for part in asked.only or PARTS:
            print(f"measuring {part} …", file=sys.stderr, flush=True)
            rows += _measure(part, Path(folder), journals)
    print(as_text(rows), end="")
    if asked.markdown:
        asked.markdown.write_text(f"{_computer()}\n\n{as_markdown(rows)}", encoding="utf-8")
    return 0


def _measure(part: str, home: Path, journals: Mapping[str, Path]) -> list[Row]:
    empty, one, ten, hundred = journals
    few = {size: journals[size] for size in (empty, ten)}
    filled = {size: journals[size] for size in (one, ten, hundred)}
    if part == "start":
        return windows.measure_start(home, few)
    if part == "saving":
        return store.measure_saving(few, _today())
    if part == "encryption":
        return encryption.measure_encryption(
            {size: journals[size] for size in (one, ten)}, _today()
        )
    if part == "reading":
        return store.measure_reading(filled, _today())
    if part == "charts":
        return charts.measure_charts(filled, _today())
    if part == "report":
        return report.measure_report({size: journals[size] for size in (one, ten)}, _today())
    return windows.measure_memory(home, {ten: journals[ten]})


def _today() -> date:
    """The journals end yesterday, as one in use does."""
    return days.day_of(days.now())


def _words(years: int) -> str:
    return {0: "empty", 1: "1 year"}.get(years, f"{years} years")


def _computer() -> str:
    """What it was measured on, in a line."""
    where = "offscreen" if os.environ.get("QT_QPA_PLATFORM") == "offscreen" else "on a screen"
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, {where}."
    )


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure start-up, saving, encryption, reading, charts, the report and memory.",
    )
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there too")
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
