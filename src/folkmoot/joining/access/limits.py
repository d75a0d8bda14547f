"""How often one address may try what on the way in."""

from folkmoot.web.limits import Limiter, SplitLimiter

# A hospital has one address: one person there must not use up what others need. What counts
# visits, say, lets nobody in, and is counted by itself.
VISITS = Limiter(most=300, seconds=600)
# A ward round may join from one address; nobody mistypes a key twenty times.
JOINING = Limiter(most=300, seconds=600)
WRONG_KEYS = Limiter(most=20, seconds=600)
WRONG_CODES = Limiter(most=20, seconds=600)
NEW_CODES = SplitLimiter(most=20, seconds=600)
INVITATION_REQUESTS = Limiter(most=3000, seconds=600)
