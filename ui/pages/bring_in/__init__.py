"""Bringing in a spreadsheet, or a folder that Tidemark has exported, step by step."""

from ui.pages.bring_in.page import BringInPage

__all__ = ["BringInPage"]
