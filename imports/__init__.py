"""What comes in: foreign bytes become listings and problems; no SQL, no screens."""
