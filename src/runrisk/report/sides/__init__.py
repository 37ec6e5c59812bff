"""What is known of left and right, put side by side."""
