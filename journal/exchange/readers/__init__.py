"""Readers of files that people bring, one source a file."""
