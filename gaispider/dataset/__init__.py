"""Records → a release: tables, checks between reports, and what makes them citable (docs/dataset.md)."""
