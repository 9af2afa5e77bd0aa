"""`scrapy extract` over archives."""
