"""Commands whose names Scrapy has too: its own without their startup log, and `edit` for the registry."""
