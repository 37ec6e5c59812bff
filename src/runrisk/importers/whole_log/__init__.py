"""What only the whole log tells of an activity: a date that cannot be, the zone of the runs around, an unnamed sport."""
