"""What only shows between records: copies, units over the years, what is missing, identities over years."""
