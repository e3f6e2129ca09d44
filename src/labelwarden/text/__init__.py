"""Printed text, the folded text that is compared, its tokens, and the way back from each to the print."""
