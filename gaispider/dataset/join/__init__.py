"""What only a comparison of records shows: copies, units over the years, missing reports, sums over years."""
