"""Data that ships with the program: instruments, vocabularies, fonts, icons, the sample patient."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
