"""What the acts in the audit mean, for somebody who was shown it and does not work with it.

Acts are written down by the rooms in which they happen, as words. A test looks for acts that
nobody explained.
"""

KEY = (
    "The key opens the sealed links of a confidential programme, for the machine alone, and "
    "makes the codes of an anonymous one."
)
LETTERS = (
    "Letters go to everybody invited or, as reminders, to those of them who have not joined where "
    "that is known to the machine; never to people whom staff pick."
)
THEMES = "Themes sort what was said. This touches texts and counts, and nobody who said them."
RUNNING = "Part of running the programme. It touches nothing about people."
SET_IDEA = "Staff said what becomes of an idea, and why. Everybody sees it beside the idea."

MEANINGS: dict[str, str] = {
    # how people join, and what is known of them
    "chose how people join": "Open link, confidential or anonymous. Fixed once it is launched.",
    "made the programme's key": KEY,
    "asked for the key to be destroyed": "After that no sealed link can be opened by anybody.",
    "destroyed the programme's key": "From here on no sealed link can be opened by anybody.",
    "opened a sealed link to relay a message": "The machine looked up where to send a message to "
    "an author. No person saw the address; the text that staff wrote was passed on.",
    "dealt new joining codes to those who asked": "New codes went to a group whose letters never "
    "came. Who got which is kept nowhere.",
    "set retention dates": "On these days the machine destroys or erases by itself.",
    "shortened what is stored of voices": "Rare combinations of answers were made coarser.",
    "let the voices go": "From here on no browser and no return key brings a voice back.",
    "erased everything on its date": "All contributions were erased, as had been promised.",
    "added a question on joining": "People are asked this when they join, and may decline.",
    "removed a question on joining": "People are not asked this any more.",
    "said who answers for people's data": "Who holds what people give, why that is lawful, whom "
    "to ask, and where addresses come from. Everybody can read it on the front page.",
    "read again what was copied": "Somebody read words that came from an earlier programme, and "
    "said that they still hold.",
    # who is invited
    "invited people": "People were put on the list of those who are invited.",
    "added people to the address book": "People can be invited from now on. None was yet.",
    "took back invitations": "People who had not been written to were taken off the list.",
    "allowed an e-mail domain": "People with an address there may ask for an invitation.",
    "ended an e-mail domain": "People with an address there may not ask any more.",
    "stopped letters to a member": "Somebody asked to be left alone. It holds everywhere.",
    "allowed letters to a person again": "Somebody asked to be written to again.",
    "erased a person": "Somebody asked to be forgotten: their address and invitations went.",
    "had a person sent what is known of them": "Somebody asked what is known of them. The machine "
    "wrote to their own address; staff did not see the answer.",
    "exported what is known of a person": "Staff printed or downloaded a person's entry. Whether "
    "they joined is not in it.",
    "reported bounced addresses": "Addresses whose letters came back are not written to.",
    "drafted a letter": LETTERS,
    "removed a draft letter": LETTERS,
    "scheduled a letter": LETTERS,
    "unscheduled a letter": LETTERS,
    "stopped a letter": LETTERS,
    "sent a test letter": "A letter went to the member of staff who asked for it.",
    "added an ambassador": "Somebody got a link of their own to pass on. What it brought is "
    "shown from a smallest group on.",
    "ended an ambassador": "Their link counts nothing any more.",
    # what people said
    "hid an idea": "A text was taken off the page, with a reason. The original is kept.",
    "showed a hidden idea again": "A text is on the page again.",
    "hid a comment": "A text was taken off the page, with a reason. The original is kept.",
    "showed a hidden comment again": "A text is on the page again.",
    "pinned an idea": "An idea is shown first to everybody, and marked as put there.",
    "unpinned an idea": "An idea has its place by the usual order again.",
    "wrote to an author": "Staff wrote to whoever wrote a text, without learning who it is.",
    "closed a conversation with an author": "Neither side can write in it any more.",
    "opened a conversation with an author again": "Both sides can write in it again.",
    "imported contributions": "Texts from another source were added and marked as such.",
    # results
    "asked for an analysis": "The machine looked for patterns in texts and votes, by numbers.",
    "repeated an analysis": "The same analysis ran again, on the same frozen input.",
    "accepted a theme": THEMES,
    "renamed a theme": THEMES,
    "merged two themes": THEMES,
    "exported the data": "Staff took the data away. In it voices have new numbers, and answers "
    "given on joining are left out.",
    "published the guide": "The results are public.",
    "took the guide back": "The results are not public any more.",
    "described the population": "How many people there are of each kind, to see who is missing.",
    "removed the population's numbers": "How many people there are of each kind is unknown again.",
    "chose the map of regions": "For the page that shows where people are missing.",
    "removed the map of regions": "The page that shows where people are missing has no map.",
    # staff
    "added a person": "Somebody may work here as staff.",
    "removed a person": "Somebody may not work here as staff any more.",
    "changed roles": "Somebody of staff may do more, or less, than before.",
    "gave a new password": "Somebody of staff had lost theirs.",
    "changed the organisation": "Its name, or how few people a number may tell of. That grows at "
    "any time; it shrinks only while nobody has been promised the number it has.",
    "switched off a second step": "Somebody of staff had lost the telephone they sign in with.",
    "gave a role in the programme": "Somebody of staff may do more in this programme.",
    "ended a role in the programme": "Somebody of staff may do less in this programme.",
}
PREFIXES = {"set an idea to ": SET_IDEA}


def meaning_of(act: str) -> str:
    """One sentence or two; what nobody explained is everyday work on the programme itself."""
    found = MEANINGS.get(act)
    if found is None:
        found = next((words for start, words in PREFIXES.items() if act.startswith(start)), RUNNING)
    return found
