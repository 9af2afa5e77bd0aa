"""How fast a site is asked, and how many requests wait."""
