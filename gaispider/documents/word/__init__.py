"""Word documents: DOCX itself, older files through LibreOffice."""
