"""The rules of the referrals: facts in, answer out, without Django."""
