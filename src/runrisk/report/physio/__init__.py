"""One page for a professional."""
