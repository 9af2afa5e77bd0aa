"""`scrapy dataset plots`: the figures that are looked at first."""
