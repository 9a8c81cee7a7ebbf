"""What the product costs in time and memory, measured beside real peers in the same run: `make bench`."""
