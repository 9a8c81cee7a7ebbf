"""The rules of the pathways: facts in, answer out, without Django."""
