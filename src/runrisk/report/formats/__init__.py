"""The report in each of its formats."""
