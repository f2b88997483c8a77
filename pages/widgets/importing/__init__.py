"""The parts of taking a directory in: what it is, where it is, its columns, what would change."""
