"""How groups are found, in words that need no textbook; docs/methods names the methods."""

METHOD = (
    "People are placed by how they voted, along the two directions in which votes differ most. "
    "They are cut into groups so that everybody is as near as can be to the middle of their own "
    "group; how many groups is chosen so that people are near their own and far from the next. "
    "Who voted too little to be placed is counted with the nearest group. The votes are then "
    "dealt out anew by chance, within each idea, 39 times: groups are told of only where the "
    "real votes have more pattern than every deal, and groups that hold better when a fifth of "
    "the people leave. What sets a group apart is tested on groups made without that idea, "
    "against the same in votes dealt by chance. What bridges is the support that an idea earns "
    "beyond the main divide, among ideas that more than half of every group agree with."
)
LIBRARY_WORDS = ("k-means", "silhouette", "principal component", "one-factor")


def method_in_words(stored: str) -> str:
    """What a run stored of its method; earlier versions told it in the words of a library."""
    return METHOD if any(word in stored for word in LIBRARY_WORDS) else stored
