"""What was typed and not saved: kept in the journal as drafts until it is saved or left."""
