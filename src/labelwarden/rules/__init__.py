"""Rule files: reading them strictly, what a rule is, and which rules are in force where and when."""
