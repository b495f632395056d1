"""Programs that campaigns start and watch from outside."""
