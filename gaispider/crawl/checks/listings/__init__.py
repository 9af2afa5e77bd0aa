"""Listings of which a run saw a part: what was counted, what is missing, and the cure that is told."""
