"""Many sites: which are due, running them in processes, and telling people how it went."""
