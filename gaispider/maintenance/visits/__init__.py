"""What a browser saved of a person's visit, taken into the archive of a site and read as a crawl's pages are."""
