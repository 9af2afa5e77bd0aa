"""The command of stores on object storage, and what other commands need of it."""
