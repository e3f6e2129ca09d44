"""Accuracy on labelled cases: what has to be found and is, what may not be found and is, and by which rules."""
