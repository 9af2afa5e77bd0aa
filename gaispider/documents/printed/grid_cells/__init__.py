"""Grids of ruling lines: where their boxes stand, and which vertical edges the cells of a row may have."""
