"""The roster: made, published and kept going by the office, lived with by drivers."""
