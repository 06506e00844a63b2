"""How good a plan can be at most: a lower bound by column generation, and often a proof."""
