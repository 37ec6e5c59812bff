"""Files into a log or a library, in this process or in others."""
