"""The command line. Loads nothing by itself, so that help and Ctrl-C work at once."""
