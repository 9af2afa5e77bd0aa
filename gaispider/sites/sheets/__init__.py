"""The registry as a spreadsheet."""
