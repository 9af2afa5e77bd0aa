"""How right the reading is: the labelled folders of `scrapy evaluate DIR`, scored field by field."""
