"""Files as blocks and grids: PDF, Word, sheets, OFD, and archives of them.

Every format is read into the types of `gaispider.page.model`, so that what reads a page reads a file too. Nothing here
knows Scrapy, a site or a report.
"""
