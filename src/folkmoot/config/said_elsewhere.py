"""Forms that stand in no table of next steps, and where what they did is said instead."""

from folkmoot.activities.registry import kinds

# Whose answer is itself the page that says it, or that go on to what was asked for.
SAID_ELSEWHERE: dict[str, str] = {
    "accounts:people": "the answer shows the password, once, and says to tell it",
    "accounts:new-password": "the answer shows the password, once, and says to tell it",
    "members:find": "the answer is the page with who was found",
    "members:member-export": "the answer is a file",
    "account_login": "goes on to what was asked for",
    "account_logout": "the front page, signed out",
    "account_reauthenticate": "goes on to what was asked for",
    "accounts:forgotten": "its page says that a letter was sent",
    "account_set_password": "allauth's, not offered: every account has a password",
    "account_signup": "allauth's, closed: nobody signs themselves up",
    "account_email": "allauth's, not offered: leads to your account",
    "account_confirm_email": "allauth's, not offered: leads to your account",
    "account_confirm_login_code": "allauth's, not offered: no codes by letter",
    "mfa_authenticate": "goes on to what was asked for",
    "mfa_reauthenticate": "goes on to what was asked for",
    "web:language": "the same page, in the language that was chosen",
    "joining:visit": "counts, and answers nothing",
    "joining:join": "the answer is the page with the return key",
    "joining:invitation": "its page says what happens now",
    "joining:begin": "goes to the first question",
    "joining:return": "goes to everything one said",
    "joining:renew-key": "the answer is the page with the new key",
    "joining:whose": "three answers, each led to a page of its own that says it",
    "joining:leave": "a page of its own says what leaving did",
    "joining:withdraw": "the front page says it",
    "outreach:unsubscribe": "its page says it",
    "outreach:unsubscribe_test": "its page says it",
}


def all_said_elsewhere() -> dict[str, str]:
    """Those of every room, and those that each kind of activity brings."""
    theirs = {name: why for kind in kinds() for name, why in kind.said_elsewhere.items()}
    return SAID_ELSEWHERE | theirs
