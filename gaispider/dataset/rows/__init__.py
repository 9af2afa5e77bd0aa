"""Rows of the tables, made of one record at a time."""
