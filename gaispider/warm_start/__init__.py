"""Crawls that are forked from a process that has everything imported and compiled."""
