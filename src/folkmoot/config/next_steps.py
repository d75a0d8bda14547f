"""What each form says where its room says nothing, and where it leads: config.leading_on."""

from folkmoot.activities.registry import kinds
from folkmoot.web.next_steps import Next

OVERVIEW, EDITOR, PREVIEW = "programmes:overview", "frameworks:editor", "guides:preview"
AFTER: dict[str, Next] = {
    # Yourself and your colleagues
    "account_change_password": Next(
        "Your password is changed. Use the new one from now on.",
        "Go to your programmes",
        "accounts:home",
    ),
    "account_reset_password_from_key": Next(
        "Your password is changed.", "Sign in with it", "account_login"
    ),
    "accounts:you": Next("", "Go to your programmes", "accounts:home"),
    "accounts:person": Next("", "See everybody", "accounts:people"),
    "accounts:remove": Next("", "See everybody", "accounts:people"),
    "accounts:second-step": Next("", "See everybody", "accounts:people"),
    "accounts:kept": Next(
        "It is thrown away. Nothing that you wrote is kept in this browser any more.",
        "Go to your programmes",
        "accounts:home",
    ),
    "mfa_activate_totp": Next(
        "Two-step sign-in is on.", "Keep your recovery codes", "mfa_view_recovery_codes"
    ),
    "mfa_deactivate_totp": Next("Two-step sign-in is off.", "See your account", "accounts:you"),
    "mfa_generate_recovery_codes": Next(
        "You have new recovery codes. Earlier ones work no more.",
        "See your account",
        "accounts:you",
    ),
    "accounts:organisation": Next("", "Go to the programmes", "programmes:list"),
    # From a blank page to an open programme
    "programmes:new": Next(
        "The programme is begun. Nobody else sees it yet.",
        "Write its mandate",
        "programmes:mandate",
    ),
    "programmes:name": Next("The name is saved.", "See what is next", OVERVIEW),
    "programmes:notice": Next("Saved: the public page says so.", "See what is next", OVERVIEW),
    "programmes:mandate_edit": Next(
        "The mandate is saved. Whoever signed an earlier version has not signed this one.",
        "See what is next",
        OVERVIEW,
    ),
    "programmes:mandate_comment": Next(
        "Your comment is kept beside the mandate.", "Back to the overview", OVERVIEW
    ),
    "programmes:mandate_sign": Next(
        "You have signed this version. Your name stands on the public page.",
        "See what is next",
        OVERVIEW,
    ),
    "programmes:branding": Next("The look is saved.", "See the posters", "outreach:kits"),
    "programmes:logo_upload": Next("The logo is changed.", "See the posters", "outreach:kits"),
    "programmes:still_holds": Next("Kept as it is.", "See what is next", OVERVIEW),
    "programmes:dates": Next(
        "The dates are saved: pages, posters and letters tell them from now on.",
        "See what is next",
        OVERVIEW,
    ),
    "programmes:activity_add": Next("The activity is added.", "See what is next", OVERVIEW),
    "programmes:activity_change": Next("The activity is saved.", "See what is next", OVERVIEW),
    "programmes:activity_remove": Next("The activity is removed.", "See what is next", OVERVIEW),
    "programmes:phases": Next("The dates of its phases are saved.", "See what is next", OVERVIEW),
    "programmes:launch": Next(
        "The programme is launched. People can see its page now.",
        "Print posters and share the link",
        "outreach:kits",
        if_invited=("Send the invitations", "outreach:letters"),
    ),
    "programmes:extend": Next(
        "The closing is moved. Letters and posters made from now on say so.",
        "Tell people",
        "outreach:kits",
    ),
    "programmes:close": Next(
        "The programme is closed. People can still read, and take back what they said.",
        "Make sense of what they said",
        "analysis:insight",
    ),
    "programmes:call_off": Next(
        "The opening is called off.", "Choose new dates", "programmes:dates"
    ),
    "programmes:practice": Next("Saved.", "See what is next", OVERVIEW),
    "programmes:people": Next("They have that role now.", "See what is next", OVERVIEW),
    "programmes:end_role": Next("They have that role no more.", "See what is next", OVERVIEW),
    "programmes:channels": Next(
        "The way is added.", "Print posters that lead by it", "outreach:kits"
    ),
    "programmes:channel_change": Next("The way is changed.", "See the posters", "outreach:kits"),
    # Who is invited, and how they are written to
    "joining:mode": Next("How people join is chosen.", "See what is next", OVERVIEW),
    "joining:retention": Next(
        "The days are kept. The public page tells them.", "See what is next", OVERVIEW
    ),
    "joining:question-add": Next("The question is added.", "See what is next", OVERVIEW),
    "joining:question-remove": Next("The question is removed.", "See what is next", OVERVIEW),
    "members:list-confirm": Next(
        "The list is confirmed. This page says what becomes of it.",
        "Back to the address book",
        "members:book",
    ),
    "joining:key": Next(
        "The key is destroyed. Nothing ties a voice to a person any more.",
        "Make sense of what people said",
        "analysis:insight",
    ),
    "members:book-add": Next(
        "The file is here. Look at what is found in it, and confirm it.", "", "members:book"
    ),
    "members:list": Next(
        "The list is being read again, with the columns you chose. Look at what was found.",
        "Back to the address book",
        "members:book",
    ),
    "members:invited": Next(
        "The file is here. Look at what is found in it, and confirm it.", "", "members:book"
    ),
    "members:again": Next(
        "Nobody is invited yet. Look at who would be, and confirm it.", "", "members:book"
    ),
    "members:typed": Next(
        "The addresses are here. Look at what is found, and confirm it.", "", "members:book"
    ),
    "members:list-discard": Next("", "Back to the address book", "members:book"),
    "members:domain-add": Next("", "Write a letter", "outreach:letters"),
    "members:domain-end": Next("", "See who is invited", "members:invited"),
    "members:take-back": Next("", "See who is invited", "members:invited"),
    "members:member-stop": Next("", "Back to the address book", "members:book"),
    "members:member-again": Next("", "Back to the address book", "members:book"),
    "members:member-erase": Next("", "Back to the address book", "members:book"),
    "members:member-answer": Next("", "Back to the address book", "members:book"),
    "members:forget": Next("", "Back to the address book", "members:book"),
    "outreach:new": Next("The letter is begun.", "See all letters", "outreach:letters"),
    "outreach:letter": Next(
        "The letter is saved. Send one to yourself before you choose its day.",
        "See all letters",
        "outreach:letters",
    ),
    "outreach:schedule": Next(
        "The letter has its day. It leaves then by itself.", "See all letters", "outreach:letters"
    ),
    "outreach:stop": Next("", "See all letters", "outreach:letters"),
    "outreach:test": Next("", "See all letters", "outreach:letters"),
    "outreach:remove": Next("The letter is removed.", "Write another", "outreach:new"),
    "outreach:population": Next("", "Tell those who are missing", "outreach:letters"),
    "outreach:remove_population": Next("", "Tell those who are missing", "outreach:letters"),
    "outreach:tiles": Next("The map is drawn.", "Tell those who are missing", "outreach:letters"),
    "outreach:remove_tiles": Next("", "Tell those who are missing", "outreach:letters"),
    "outreach:make_short": Next("The short link is made.", "See what is next", OVERVIEW),
    "outreach:end_ambassador": Next("Their link is ended.", "See what is next", OVERVIEW),
    "outreach:bounces": Next("", "See all letters", "outreach:letters"),
    "outreach:kits": Next("Saved.", "See what is next", OVERVIEW),
    # Making sense, and answering
    "analysis:analyse": Next(
        "The analysis has begun; this page tells how far it is.", "Back to the overview", OVERVIEW
    ),
    "analysis:repeat": Next(
        "The analysis runs again on the same words and votes; this page tells how far it is.",
        "Back to the overview",
        OVERVIEW,
    ),
    "analysis:accept": Next("", "Cite it in the framework", EDITOR),
    "analysis:rename": Next("", "See all themes", "analysis:insight"),
    "analysis:merge": Next("", "See all themes", "analysis:insight"),
    "frameworks:start": Next("The framework is begun.", "See how the guide reads", PREVIEW),
    "frameworks:details": Next(
        "Title and introduction are saved.", "See how the guide reads", PREVIEW
    ),
    "frameworks:new-section": Next(
        "The section is added. Write its statements next.", "See how the guide reads", PREVIEW
    ),
    "frameworks:section": Next("The section is saved.", "See how the guide reads", PREVIEW),
    "frameworks:move-section": Next(
        "The sections have a new order.", "See how the guide reads", PREVIEW
    ),
    "frameworks:remove-section": Next(
        "The section is removed.", "See how the guide reads", PREVIEW
    ),
    "frameworks:new-statement": Next(
        "The statement is added. Tie it to its evidence below.", "Back to the framework", EDITOR
    ),
    "frameworks:statement": Next("", "Back to the framework", EDITOR),
    "frameworks:move-statement": Next(
        "The statements have a new order.", "See how the guide reads", PREVIEW
    ),
    "frameworks:remove-statement": Next(
        "The statement is removed. Ideas and themes stay where they are.",
        "See how the guide reads",
        PREVIEW,
    ),
    "frameworks:cite": Next(
        "It is cited. The guide shows it under the statement.", "Back to the framework", EDITOR
    ),
    "frameworks:remove-evidence": Next(
        "It is cited here no more.", "Back to the framework", EDITOR
    ),
    "guides:publish": Next("", "Read the guide", "guides:guide"),
    "guides:unpublish": Next("", "Change the framework", EDITOR),
    "mailbox:staff-close": Next(
        "The conversation is closed. What was said stays readable for both sides.",
        "See the other conversations",
        "mailbox:staff",
    ),
    "mailbox:staff-thread": Next("", "See the other conversations", "mailbox:staff"),
    # What people who take part do
    "mailbox:thread": Next("", "See all messages", "mailbox:mine"),
    "mailbox:close": Next("Saved.", "See all messages", "mailbox:mine"),
    "mailbox:choices": Next("", "Take part", "joining:activities"),
    "mailbox:take-back": Next("", "See all messages", "mailbox:mine"),
}


def all_steps() -> dict[str, Next]:
    """Those of every room, and those that each kind of activity brings."""
    return AFTER | {name: step for kind in kinds() for name, step in kind.next_steps.items()}
