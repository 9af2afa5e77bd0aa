"""Form A: the annexes of 2008 to 2018, row by row."""
