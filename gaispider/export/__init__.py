"""Records for other programs and for people: flat CSV, and readable sheets."""
