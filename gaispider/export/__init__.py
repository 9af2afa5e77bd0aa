"""Records in forms that other programs read."""
