"""Findings that somebody answers for: waivers with a reason and a last day, and the baseline of an earlier report."""
