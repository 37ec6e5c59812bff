"""Folders, zips and gzips, walked without trust: bytes come out, never files."""
