"""Visits: what there is to talk about at the clinic, and what was agreed there."""

from ui.pages.visits.page import VisitsPage

__all__ = ["VisitsPage"]
