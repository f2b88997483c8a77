"""The parts of the screen on which places are entered that no feed brings."""
