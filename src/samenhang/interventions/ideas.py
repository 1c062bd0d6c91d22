"""Acts on ideas: each is one short transaction, numbered and announced."""
