"""Activities as files: FIT and GPX."""
