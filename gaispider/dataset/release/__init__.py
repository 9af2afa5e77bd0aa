"""What makes a release citable: manifest, package descriptions, codebooks, data card, citation, changes."""
