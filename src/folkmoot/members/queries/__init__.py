"""Everything that reads members. Addresses leave only for letters and to the person."""

from folkmoot.members.queries.addresses import (
    BadAddress,
    clean_address,
    clean_domain,
    member_of_token,
    opt_out_token,
)
from folkmoot.members.queries.inviting import (
    Attribute,
    ListCard,
    Share,
    ToWrite,
    Turnout,
    accepts_domain_of,
    domains_of,
    lists_of,
    not_written_to,
    population,
    programmes_with_people,
    publishable_population,
    turnout,
)
from folkmoot.members.queries.lists import ColumnChoice, Preview, preview
from folkmoot.members.queries.people import (
    Book,
    book_page,
    people_in,
    programmes_of,
    search,
)

__all__ = [
    "Attribute",
    "BadAddress",
    "Book",
    "ColumnChoice",
    "ListCard",
    "Preview",
    "Share",
    "ToWrite",
    "Turnout",
    "accepts_domain_of",
    "book_page",
    "clean_address",
    "clean_domain",
    "domains_of",
    "lists_of",
    "member_of_token",
    "not_written_to",
    "opt_out_token",
    "people_in",
    "population",
    "preview",
    "programmes_of",
    "programmes_with_people",
    "publishable_population",
    "search",
    "turnout",
]
