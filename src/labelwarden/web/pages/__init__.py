"""The pages, each with what it answers to."""
