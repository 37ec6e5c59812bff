"""Which side of the road the runner keeps to, read from streets that were run in both directions, without a map."""
