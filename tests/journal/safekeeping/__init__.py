"""What keeps a journal from being lost."""
