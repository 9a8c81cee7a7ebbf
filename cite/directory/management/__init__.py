"""What is done to the offer from a command line."""
