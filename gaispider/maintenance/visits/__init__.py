"""Takes what a browser saved of a person's visit into a site's archive, and reads it as a crawl's pages are read."""
