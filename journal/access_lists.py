"""Access to a file on Windows, where modes mean nothing: a list of who may do what.

Written against the documented functions of advapi32 and held to them by a stand-in in the tests.
Source: learn.microsoft.com, ConvertStringSecurityDescriptorToSecurityDescriptorW, SetFileSecurityW.
"""

import ctypes
import sys
from pathlib import Path
from typing import Any

OWNER_ALONE = "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)"
"""Everything to the owner, and to the system and its administrators, who could take it anyway.

P cuts off what the folder above would hand down. Python gives folders of mode 0700 the same list.
"""

_REVISION = 1
_LIST_ALONE = 0x00000004
"""DACL_SECURITY_INFORMATION: nothing but the list is changed."""


class CannotRestrict(OSError):
    """Windows refused to change who may read a file."""


def give_to_owner(path: Path, windows: Any = None) -> None:
    """Let nobody but the owner read or write a file. Raises CannotRestrict.

    `windows` are the system's own libraries unless a test brings others.
    """
    found = _libraries() if windows is None else windows
    descriptor = ctypes.c_void_p()
    made = found.advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW(
        ctypes.c_wchar_p(OWNER_ALONE), ctypes.c_ulong(_REVISION), ctypes.byref(descriptor), None
    )
    if not made:
        raise CannotRestrict(path)
    try:
        is_set = found.advapi32.SetFileSecurityW(
            ctypes.c_wchar_p(str(path)), ctypes.c_ulong(_LIST_ALONE), descriptor
        )
    finally:
        found.kernel32.LocalFree(descriptor)
    if not is_set:
        raise CannotRestrict(path)


def _libraries() -> Any:
    if sys.platform == "win32":
        return ctypes.windll
    raise CannotRestrict("there are no such lists on this system")
