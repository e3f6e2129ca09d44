"""Finding terms, relations and contexts in a text: one dictionary pass over its tokens, then joins on token positions.

Nothing here knows about rules or law. `lexicon` finds terms, `relations` joins them, `contexts` says which stretches
are spared and why, and `matcher` puts the three together behind one small interface.
"""
