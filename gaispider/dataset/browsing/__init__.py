"""`scrapy dataset browse`: a release as an SQLite file behind Datasette, with a search that reads Chinese."""
