"""A made-up season as services hand it out: one file a service, each giving the export's files by path."""
