"""Words into meaning: similar ideas, a proposed codebook, coding with its accuracy, sentiment.

Everything here runs with numpy and scipy alone; the ``text`` extra adds a sentence-embedding
model, and each result says which of the two it was made with.
"""
