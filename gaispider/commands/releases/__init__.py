"""Commands on releases of a dataset."""
