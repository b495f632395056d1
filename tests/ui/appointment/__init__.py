"""Appointment mode."""
