"""From bytes to activities: containers, one reader a format, and what is concluded from a recording."""
