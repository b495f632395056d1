"""Ctrl-C while the program is still being loaded ends it in a sentence, not in a traceback.

To be imported first of all. It imports next to nothing itself, and changes no signal.
"""

import sys

_tell_before = sys.excepthook


def _tell(kind: type[BaseException], error: BaseException, trace: object) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.stderr.write("Stopped. Nothing was written.\n")
    else:
        _tell_before(kind, error, trace)  # type: ignore[arg-type]


sys.excepthook = _tell
