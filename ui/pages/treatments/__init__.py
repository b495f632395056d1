"""Treatments: the list, the form of one, and one opened in place."""

from ui.pages.treatments.page import TreatmentsPage

__all__ = ["TreatmentsPage"]
