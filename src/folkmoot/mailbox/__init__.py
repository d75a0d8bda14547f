"""Letters between staff and the authors of contributions, who stay unknown to them.

It must never learn an author's address: where a notice by e-mail is possible, a relay sends it.
"""
