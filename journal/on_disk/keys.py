"""The key of an encrypted journal, and what an encrypted file looks like from outside.

The format is SQLCipher 4's with its defaults: pages of 4,096 bytes, AES-256 in CBC mode, and on
each page, in its last 80 bytes, a random start vector of 16 and an HMAC-SHA512 of 64. The file
begins with 16 random bytes, the salt, where a plain SQLite file has its mark.
Source: SQLCipher's design document (zetetic.net/sqlcipher/design).
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

PLAIN_HEADER = b"SQLite format 3\x00"
"""The first bytes of an SQLite file that is not encrypted."""

SALT_BYTES = 16
_KEY_BYTES = 32
_ROUNDS = 256_000
"""PBKDF2 rounds; SQLCipher 4's default."""

_PAGE = 4096
_VECTOR, _MAC = 16, 64
_MAC_SALT_MASK = 0x3A
_MAC_ROUNDS = 2
_PAGES_TRIED = 8

_CHI_SQUARE = (140.0, 400.0)
"""Of the bytes of a random page, least and most: 255 is expected, 23 its standard deviation."""

_OTHER_MARKS = (
    PLAIN_HEADER,
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"%PDF",
    b"7z\xbc\xaf",
    b"Rar!",
    b"RIFF",
    b"OggS",
    b"\xfd7zXZ",
    b"BZh",
    b"(\xb5/\xfd",
)
"""How a plain journal begins, and files whose content looks as random as an encrypted one's."""


@dataclass(frozen=True)
class Key:
    """A key derived from a passphrase and a salt. It is in no `repr`, and so in no log."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def pragma(self) -> str:
        """The statement that gives the key to SQLCipher, without deriving it again."""
        return f"PRAGMA key = \"x'{self.raw.hex()}{self.salt.hex()}'\""


Secret: TypeAlias = str | Key
"""A passphrase, or the key that was derived from one before."""


def derive(passphrase: str, salt: bytes) -> Key:
    """The key of a passphrase: PBKDF2-HMAC-SHA512. Takes about a third of a second.

    The passphrase is put into Unicode's composed form first, for keyboards differ in how they
    type an accent.
    """
    words = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return Key(hashlib.pbkdf2_hmac("sha512", words, salt, _ROUNDS, _KEY_BYTES), salt)


def new_key(passphrase: str) -> Key:
    """A key for a file that is made anew, with a random salt.

    The file begins with it, so it is none that would pass for the mark of another kind of file.
    """
    while (salt := secrets.token_bytes(SALT_BYTES)).startswith(_OTHER_MARKS):
        pass
    return derive(passphrase, salt)


def looks_encrypted(path: Path) -> bool:
    """Whether the file is like one of SQLCipher's: random pages, and no other file's mark.

    One page of several is enough, so that a damaged journal is still taken for one. Raises
    OSError.
    """
    with path.open("rb") as file:
        if file.read(len(PLAIN_HEADER)).startswith(_OTHER_MARKS):
            return False
        for number in _spread(path.stat().st_size // _PAGE):
            file.seek((number - 1) * _PAGE)
            if _is_random(file.read(_PAGE)):
                return True
    return False


def _is_random(page: bytes) -> bool:
    """Whether each byte occurs about as often as chance has it, and no more evenly than that."""
    expected = len(page) / 256
    spread = sum((page.count(value) - expected) ** 2 / expected for value in range(256))
    least, most = _CHI_SQUARE
    return least <= spread <= most


def salt_of(path: Path) -> bytes:
    """The salt of an encrypted file. Raises OSError."""
    with path.open("rb") as file:
        return file.read(SALT_BYTES)


def fits(path: Path, key: Key) -> bool:
    """Whether any of several pages was sealed with this key.

    A wrong passphrase fits none of them; damage leaves others whole. Raises OSError.
    """
    salt = bytes(byte ^ _MAC_SALT_MASK for byte in key.salt)
    mac_key = hashlib.pbkdf2_hmac("sha512", key.raw, salt, _MAC_ROUNDS, _KEY_BYTES)
    with path.open("rb") as file:
        pages = path.stat().st_size // _PAGE
        for number in _spread(pages):
            file.seek((number - 1) * _PAGE)
            if _is_sealed(file.read(_PAGE), number, mac_key):
                return True
    return False


def _spread(pages: int) -> list[int]:
    """Numbers of pages, from 1, over the whole file: the first, the last and some between.

    >>> _spread(3), _spread(0)
    ([1, 2, 3], [])
    >>> _spread(100)
    [1, 15, 29, 43, 57, 71, 85, 100]
    """
    if pages <= _PAGES_TRIED:
        return list(range(1, pages + 1))
    return [1 + step * (pages - 1) // (_PAGES_TRIED - 1) for step in range(_PAGES_TRIED)]


def _is_sealed(page: bytes, number: int, mac_key: bytes) -> bool:
    """Whether a page bears the right HMAC: over its content, its vector and its number."""
    begins = SALT_BYTES if number == 1 else 0
    ends = _PAGE - _VECTOR - _MAC
    sealed = page[begins : ends + _VECTOR] + number.to_bytes(4, "little")
    found = hmac.new(mac_key, sealed, hashlib.sha512).digest()
    return hmac.compare_digest(found, page[ends + _VECTOR : ends + _VECTOR + _MAC])
