"""Files that people bring and files that the journal gives.

From bottom to top: `faults`, `cells` and `sheets` read text; `incoming` is a record on its way in,
as plain values; `mapping` says what columns mean; the `readers`, one a source and none knowing
another, turn files into incoming records; `sorting` and `plan` hold those against the journal and
write them. `csv_folder` is the way out, and back in by way of `plan`.
"""
