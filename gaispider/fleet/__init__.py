"""A fleet: workers on several machines that crawl the sites of one store; jobs and leases are in PostgreSQL."""
