"""What a Linux computer needs before Qt can open a window, asked before Qt would abort.

A missing library ends Qt in a page of its own diagnostics, or in an abort. Here it becomes one
sentence that names the command which puts it right. Imports no Qt.
"""

import ctypes
import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path

INSTALL = (
    "sudo apt-get install libegl1 libgl1 libglib2.0-0 libdbus-1-3 fontconfig libxkbcommon0 "
    "libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 "
    "libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xfixes0 libxcb-xkb1"
)
"""Everything that Qt's own files are linked to, in the names of Debian and Ubuntu."""


def sentence_for(error: OSError | ImportError) -> str:
    """What to say when Qt or its part for this screen could not be loaded."""
    library = str(error).partition(":")[0]
    what = f"{library} is missing" if ".so" in library else "a system library is missing"
    return (
        f"Tidemark cannot open its window because {what}; no journal was touched. "
        f"To put it right run: {INSTALL}"
    )


def obstacle(environment: Mapping[str, str] = os.environ) -> str | None:
    """Why no window can be opened here, as one sentence; None when nothing is in the way."""
    if not sys.platform.startswith("linux"):
        return None
    asked_for = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if asked_for not in ("", "xcb") or (not asked_for and environment.get("WAYLAND_DISPLAY")):
        return None
    try:
        ctypes.CDLL(str(_xcb_plugin()))
        screen_library = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return sentence_for(error)
    return None if _answers(screen_library) else no_screen(environment.get("DISPLAY", ""))


def no_screen(display: str) -> str:
    """What to say when there is nothing to open a window on."""
    where = f"the screen “{display}” does not answer" if display else "there is no screen"
    return (
        f"Tidemark cannot open its window because {where}; no journal was touched. "
        "Start it from a desktop session, or use a subcommand (tidemark --help)."
    )


def _xcb_plugin() -> Path:
    found = importlib.util.find_spec("PySide6")
    folder = Path(found.origin).parent if found is not None and found.origin else Path()
    return folder / "Qt" / "plugins" / "platforms" / "libqxcb.so"


def _answers(library: ctypes.CDLL) -> bool:
    """Whether the X server of this session lets us in."""
    library.xcb_connect.restype = ctypes.c_void_p
    library.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    library.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = library.xcb_connect(None, None)
    has_error = bool(library.xcb_connection_has_error(connection))
    library.xcb_disconnect(connection)
    return not has_error
