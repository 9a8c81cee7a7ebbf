"""The vocabulary of introductions and referrals."""
