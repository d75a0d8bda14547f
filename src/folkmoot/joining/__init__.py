"""How people come in: codes, links, return keys, and the questions asked on the way.

The only room that knows both who is invited and who speaks; it must never keep anything that
pairs the two, beyond what the programme's key seals.
"""
