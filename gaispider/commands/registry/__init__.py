"""Commands and options on what the registry has, and how it is filled."""
