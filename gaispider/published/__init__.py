"""A store on object storage: a site is taken to this machine, crawled here, and published whole again."""
