"""What keeps a journal from being lost: backups, and the way back to one."""
