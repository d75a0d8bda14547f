"""What each form says where its room says nothing, and where it leads next."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activities.registry import kinds
from folkmoot.web.next_steps import Next

OVERVIEW, EDITOR, PREVIEW = "programmes:overview", "frameworks:editor", "guides:preview"
AFTER: dict[str, Next] = {
    # Yourself and your colleagues
    "account_change_password": Next(
        _("Your password is changed. Use the new one from now on."),
        _("Go to your programmes"),
        "accounts:home",
    ),
    "account_reset_password_from_key": Next(
        _("Your password is changed."), _("Sign in with it"), "account_login"
    ),
    "accounts:you": Next("", _("Go to your programmes"), "accounts:home"),
    "accounts:person": Next("", _("See everybody"), "accounts:people"),
    "accounts:remove": Next("", _("See everybody"), "accounts:people"),
    "accounts:second-step": Next("", _("See everybody"), "accounts:people"),
    "accounts:kept": Next(
        _("It is thrown away. Nothing that you wrote is kept in this browser any more."),
        _("Go to your programmes"),
        "accounts:home",
    ),
    "mfa_activate_totp": Next(
        _("Two-step sign-in is on."), _("Keep your recovery codes"), "mfa_view_recovery_codes"
    ),
    "mfa_deactivate_totp": Next(
        _("Two-step sign-in is off."), _("See your account"), "accounts:you"
    ),
    "mfa_generate_recovery_codes": Next(
        _("You have new recovery codes. Earlier ones work no more."),
        _("See your account"),
        "accounts:you",
    ),
    "accounts:organisation": Next("", _("Go to the programmes"), "programmes:list"),
    # From a blank page to an open programme
    "programmes:new": Next(
        _("The programme is begun. Nobody else sees it yet."),
        _("Write its mandate"),
        "programmes:mandate",
    ),
    "programmes:name": Next(_("The name is saved."), _("See what is next"), OVERVIEW),
    "programmes:notice": Next(
        _("Saved: the public page says so."), _("See what is next"), OVERVIEW
    ),
    "programmes:mandate_edit": Next(
        _("The mandate is saved. Whoever signed an earlier version has not signed this one."),
        _("See what is next"),
        OVERVIEW,
    ),
    "programmes:mandate_comment": Next(
        _("Your comment is kept beside the mandate."), _("Back to the overview"), OVERVIEW
    ),
    "programmes:mandate_sign": Next(
        _("You have signed this version. Your name stands on the public page."),
        _("See what is next"),
        OVERVIEW,
    ),
    "programmes:branding": Next(_("The look is saved."), _("See the posters"), "outreach:kits"),
    "programmes:logo_upload": Next(
        _("The logo is changed."), _("See the posters"), "outreach:kits"
    ),
    "programmes:still_holds": Next(_("Kept as it is."), _("See what is next"), OVERVIEW),
    "programmes:dates": Next(
        _("The dates are saved: pages, posters and letters tell them from now on."),
        _("See what is next"),
        OVERVIEW,
    ),
    "programmes:activity_add": Next(_("The activity is added."), _("See what is next"), OVERVIEW),
    "programmes:activity_change": Next(
        _("The activity is saved."), _("See what is next"), OVERVIEW
    ),
    "programmes:activity_remove": Next(
        _("The activity is removed."), _("See what is next"), OVERVIEW
    ),
    "programmes:phases": Next(
        _("The dates of its phases are saved."), _("See what is next"), OVERVIEW
    ),
    "programmes:launch": Next(
        _("The programme is launched. People can see its page now."),
        _("Print posters and share the link"),
        "outreach:kits",
        if_invited=(_("Send the invitations"), "outreach:letters"),
    ),
    "programmes:extend": Next(
        _("The closing is moved. Letters and posters made from now on say so."),
        _("Tell people"),
        "outreach:kits",
    ),
    "programmes:close": Next(
        _("The programme is closed. People can still read, and take back what they said."),
        _("Make sense of what they said"),
        "analysis:insight",
    ),
    "programmes:call_off": Next(
        _("The opening is called off."), _("Choose new dates"), "programmes:dates"
    ),
    "programmes:practice": Next(_("Saved."), _("See what is next"), OVERVIEW),
    "programmes:people": Next(_("They have that role now."), _("See what is next"), OVERVIEW),
    "programmes:end_role": Next(_("They have that role no more."), _("See what is next"), OVERVIEW),
    "programmes:channels": Next(
        _("The way is added."), _("Print posters that lead by it"), "outreach:kits"
    ),
    "programmes:channel_change": Next(
        _("The way is changed."), _("See the posters"), "outreach:kits"
    ),
    # Who is invited, and how they are written to
    "joining:mode": Next(_("How people join is chosen."), _("See what is next"), OVERVIEW),
    "joining:retention": Next(
        _("The days are kept. The public page tells them."), _("See what is next"), OVERVIEW
    ),
    "joining:texts": Next(
        _("It is kept. People are told before they join."), _("See what is next"), OVERVIEW
    ),
    "joining:question-add": Next(_("The question is added."), _("See what is next"), OVERVIEW),
    "joining:question-remove": Next(_("The question is removed."), _("See what is next"), OVERVIEW),
    "members:list-confirm": Next(
        _("The list is confirmed. This page says what becomes of it."),
        _("Back to the address book"),
        "members:book",
    ),
    "joining:key": Next(
        _("The key is destroyed. Nothing ties a voice to a person any more."),
        _("Make sense of what people said"),
        "analysis:insight",
    ),
    "members:book-add": Next(
        _("The file is here. Look at what is found in it, and confirm it."), "", "members:book"
    ),
    "members:list": Next(
        _("The list is being read again, with the columns you chose. Look at what was found."),
        _("Back to the address book"),
        "members:book",
    ),
    "members:invited": Next(
        _("The file is here. Look at what is found in it, and confirm it."), "", "members:book"
    ),
    "members:invite-again": Next(
        _("Nobody is invited yet. Look at who would be, and confirm it."), "", "members:book"
    ),
    "members:typed": Next(
        _("The addresses are here. Look at what is found, and confirm it."), "", "members:book"
    ),
    "members:list-discard": Next("", _("Back to the address book"), "members:book"),
    "members:domain-add": Next("", _("Write a letter"), "outreach:letters"),
    "members:domain-end": Next("", _("See who is invited"), "members:invited"),
    "members:take-back": Next("", _("See who is invited"), "members:invited"),
    "members:member-stop": Next("", _("Back to the address book"), "members:book"),
    "members:member-write-again": Next("", _("Back to the address book"), "members:book"),
    "members:member-erase": Next("", _("Back to the address book"), "members:book"),
    "members:member-answer": Next("", _("Back to the address book"), "members:book"),
    "members:forget": Next("", _("Back to the address book"), "members:book"),
    "outreach:new": Next(_("The letter is begun."), _("See all letters"), "outreach:letters"),
    "outreach:letter": Next(
        _("The letter is saved. Send one to yourself before you choose its day."),
        _("See all letters"),
        "outreach:letters",
    ),
    "outreach:schedule": Next(
        _("The letter has its day. It leaves then by itself."),
        _("See all letters"),
        "outreach:letters",
    ),
    "outreach:stop": Next("", _("See all letters"), "outreach:letters"),
    "outreach:test": Next("", _("See all letters"), "outreach:letters"),
    "outreach:remove": Next(_("The letter is removed."), _("Write another"), "outreach:new"),
    "outreach:population": Next("", _("Tell those who are missing"), "outreach:letters"),
    "outreach:remove_population": Next("", _("Tell those who are missing"), "outreach:letters"),
    "outreach:tiles": Next(
        _("The map is drawn."), _("Tell those who are missing"), "outreach:letters"
    ),
    "outreach:remove_tiles": Next("", _("Tell those who are missing"), "outreach:letters"),
    "outreach:make_short": Next(_("The short link is made."), _("See what is next"), OVERVIEW),
    "outreach:end_ambassador": Next(_("Their link is ended."), _("See what is next"), OVERVIEW),
    "outreach:bounces": Next("", _("See all letters"), "outreach:letters"),
    "outreach:kits": Next(_("Saved."), _("See what is next"), OVERVIEW),
    # Making sense, and answering
    "analysis:analyse": Next(
        _("The analysis has begun; this page tells how far it is."),
        _("Back to the overview"),
        OVERVIEW,
    ),
    "analysis:repeat": Next(
        _("The analysis runs again on the same words and votes; this page tells how far it is."),
        _("Back to the overview"),
        OVERVIEW,
    ),
    "analysis:accept": Next("", _("Cite it in the framework"), EDITOR),
    "analysis:rename": Next("", _("See all themes"), "analysis:insight"),
    "analysis:merge": Next("", _("See all themes"), "analysis:insight"),
    "frameworks:start": Next(_("The framework is begun."), _("See how the guide reads"), PREVIEW),
    "frameworks:details": Next(
        _("Title and introduction are saved."), _("See how the guide reads"), PREVIEW
    ),
    "frameworks:new-section": Next(
        _("The section is added. Write its statements next."), _("See how the guide reads"), PREVIEW
    ),
    "frameworks:section": Next(_("The section is saved."), _("See how the guide reads"), PREVIEW),
    "frameworks:move-section": Next(
        _("The sections have a new order."), _("See how the guide reads"), PREVIEW
    ),
    "frameworks:remove-section": Next(
        _("The section is removed."), _("See how the guide reads"), PREVIEW
    ),
    "frameworks:new-statement": Next(
        _("The statement is added. Tie it to its evidence below."),
        _("Back to the framework"),
        EDITOR,
    ),
    "frameworks:statement": Next("", _("Back to the framework"), EDITOR),
    "frameworks:move-statement": Next(
        _("The statements have a new order."), _("See how the guide reads"), PREVIEW
    ),
    "frameworks:remove-statement": Next(
        _("The statement is removed. Ideas and themes stay where they are."),
        _("See how the guide reads"),
        PREVIEW,
    ),
    "frameworks:cite": Next(
        _("It is cited. The guide shows it under the statement."),
        _("Back to the framework"),
        EDITOR,
    ),
    "frameworks:remove-evidence": Next(
        _("It is cited here no more."), _("Back to the framework"), EDITOR
    ),
    "guides:publish": Next("", _("Read the guide"), "guides:guide"),
    "guides:unpublish": Next("", _("Change the framework"), EDITOR),
    "mailbox:staff-close": Next(
        _("The conversation is closed. What was said stays readable for both sides."),
        _("See the other conversations"),
        "mailbox:staff",
    ),
    "mailbox:staff-thread": Next("", _("See the other conversations"), "mailbox:staff"),
    # What people who take part do
    "mailbox:thread": Next("", _("See all messages"), "mailbox:mine"),
    "mailbox:close": Next(_("Saved."), _("See all messages"), "mailbox:mine"),
    "mailbox:choices": Next("", _("Take part"), "joining:activities"),
    "mailbox:take-back": Next("", _("See all messages"), "mailbox:mine"),
}


def all_steps() -> dict[str, Next]:
    """Those of every room, and those that each kind of activity brings."""
    return AFTER | {name: step for kind in kinds() for name, step in kind.next_steps.items()}
