"""Trajectories: one score over time, around each treatment, and what treatment days were like."""

from ui.pages.trajectories.page import TrajectoriesPage

__all__ = ["TrajectoriesPage"]
