"""The rules of the residents: facts in, answer out, without Django."""
