"""What is said of a site in the end: its outcome, its entry, its line, and what a run that was cut off has done."""
