"""What a change of the rules, or of the day, would do to a catalogue, before it is released."""
