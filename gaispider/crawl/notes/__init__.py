"""Notes in archives: what a listing said of a page, and where an imported answer came from."""
