"""Reads what a browser saved of a person's own visit: WACZ, WARC, MHTML, saved HTML, files, folders."""
