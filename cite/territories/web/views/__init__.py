"""The pages of a territory: its questions and its map, its watch districts."""
