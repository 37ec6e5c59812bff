"""What is taken from a run once, when it is read: its path and its minutes."""
