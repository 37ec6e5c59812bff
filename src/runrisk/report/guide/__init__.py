"""What the report adds to the findings: the articles' guide, habits to try, and the look-back from pain."""
