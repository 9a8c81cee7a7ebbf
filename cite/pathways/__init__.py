"""A resident’s progress among the actors: her referent, what keeps her from work, her steps, and how it ends."""
