"""Putting rules to a label: one outcome for each rule, findings from those that failed. No files, no clock."""
