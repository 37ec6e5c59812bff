"""runrisk: reads a runner's watch exports and says which habits go with running injuries."""

__version__ = "0.1.0"
