"""Pages as a file."""

import uuid
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read; an older one stays until this one is whole.

    Raises OSError where that cannot be done.
    """
    half = path.with_name(f".{path.stem}-{uuid.uuid4().hex}{path.suffix}")
    try:
        half.touch(mode=0o600, exist_ok=False)
        half.write_bytes(content)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
