"""What goes wrong between a run and its files, done on purpose: clocks, distances, sensors, labels, copies."""
