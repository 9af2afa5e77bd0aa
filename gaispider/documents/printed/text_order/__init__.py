"""The lines of printed pages in the order of reading: without margins, by columns, as paragraphs."""
