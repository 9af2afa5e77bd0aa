"""`scrapy explain`: from a value of a release back to the archived bytes it was read from."""
