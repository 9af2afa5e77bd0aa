"""What a browser saved of a person's own visit, read as answers: WACZ, WARC, MHTML, saved HTML, files, folders."""
