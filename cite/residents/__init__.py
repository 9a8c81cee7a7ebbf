"""The inhabitants: who they are, where they live, what they let whom see, and the right to be forgotten."""
