"""Says in one sentence which system library Qt lacks, before tests or pictures are begun.

Run as `python -m tests.qt_loads`; ends with 1 when something is missing.
"""

import importlib
import sys

from ui.system_libraries import sentence_for

PARTS = ("PySide6.QtWidgets", "PySide6.QtSvg", "PySide6.QtTest")


def main() -> int:
    """Load what the window and its tests are made of."""
    try:
        for part in PARTS:
            importlib.import_module(part)
    except ImportError as error:
        if ".so" not in str(error):
            raise
        sys.stderr.write(sentence_for(error) + "\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
