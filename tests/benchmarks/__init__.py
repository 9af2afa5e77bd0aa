"""Measurements, not tests: `make bench` prints accuracy and speed beside other tools, as ratios of one run."""
