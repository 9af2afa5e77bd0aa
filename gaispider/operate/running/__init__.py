"""Crawls of many sites as processes: which, how many at a time, and how each ended."""
