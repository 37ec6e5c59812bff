"""Service exports: told apart by their listing and content, and read for what the recordings in them do not say.

`Exports` (recognise.py) is all that the rest of the program meets; each service has a module of its own.
"""
