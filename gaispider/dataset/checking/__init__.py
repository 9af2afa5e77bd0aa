"""`scrapy dataset check`: whether a release holds to its schema, and what in it should be looked at."""
