"""Why a record says what it says."""

EVERY = "every field"
"""What is asked of a record if no field is named."""
