"""Units and years: which reports should be there, and which are held."""
