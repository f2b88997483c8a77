"""The parts of the screen Sources."""
