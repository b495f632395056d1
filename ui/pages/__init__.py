"""The pages of the window: a file each, or a package; what several pages share lies beside them."""
