"""A journal on the disk: its file, key and lock, the sums of its rows, and how it is opened."""
