"""What do the codes of others mean in our words? One table per list; a code means nothing without it."""
