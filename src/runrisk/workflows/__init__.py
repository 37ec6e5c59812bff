"""What joins several layers: one module a task that a command or a notebook asks for."""
