"""The rules of the offer: facts in, answer out, without Django."""
