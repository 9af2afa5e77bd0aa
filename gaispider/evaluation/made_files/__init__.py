"""Files of every kind made of a report's lines and tables, to measure how well files are read."""
