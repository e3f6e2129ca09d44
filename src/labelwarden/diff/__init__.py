"""Two versions of a label compared: their wording, and what the rules find in them."""
