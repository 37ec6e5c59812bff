"""A made-up life of one runner over years: seasons, breaks, races, watches that change, and all the dirt of real logs."""
