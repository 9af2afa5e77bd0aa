"""Printed pages: characters at places and ruling lines become lines, paragraphs and grids."""
