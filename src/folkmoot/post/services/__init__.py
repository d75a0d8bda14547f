"""Everything that changes the post. One public function per thing that is done with letters."""

from folkmoot.post.services.queueing import (
    Message,
    complete_batch,
    drop_waiting,
    open_batch,
    queue_letters,
    take_back,
    tidy_keys,
)
from folkmoot.post.services.sending import (
    RoundResult,
    send_and_note,
    send_now,
    send_waiting,
    try_out,
)
from folkmoot.post.services.smtp_replies import Reply, SmtpAnswer, SmtpProblem

__all__ = [
    "Message",
    "Reply",
    "RoundResult",
    "SmtpAnswer",
    "SmtpProblem",
    "complete_batch",
    "drop_waiting",
    "open_batch",
    "queue_letters",
    "send_and_note",
    "send_now",
    "send_waiting",
    "take_back",
    "tidy_keys",
    "try_out",
]
