"""The objects of OFD pages: their characters, lines and pictures, and in what colour they are painted."""
