"""The tables as files: of one site, and of all sites put together."""
