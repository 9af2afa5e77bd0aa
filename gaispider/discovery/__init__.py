"""From a government's home page to a registry entry: the way to its report columns, and what was seen on it."""
