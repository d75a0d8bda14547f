"""What is asked, in which order, under which conditions, and what counts as an answer.

It knows definitions and how one answer is checked against them; it must never know who answers,
nor hold an answer: those belong to the rooms above, beside the rules that protect people.
"""
