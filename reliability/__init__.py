"""Long campaigns that try to break the program: `python -m reliability --help`."""
