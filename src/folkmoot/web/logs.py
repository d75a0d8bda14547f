"""Structured logs that hold no address, no identity and no path with an id in it.

Three fences, one behind the other: our own lines carry only the fields named here; the
text of an exception is never written, for it may quote what people wrote; and whatever a
library says is scrubbed of addresses, e-mails and paths.
"""

import json
import logging
import re
from datetime import UTC, datetime

FIELDS = ("route", "method", "status", "ms", "job", "queries")
LONGEST = 2000  # of a message: what is longer is a text, and no business of a log
SCRUBBED = (
    (re.compile(r"[^\s<>\"'(),;:@]{1,64}@[^\s<>\"'(),;:@]{1,255}"), "[e-mail]"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"), "[address]"),
    (re.compile(r"(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F:]{0,4}"), "[address]"),
    (re.compile(r"(?:[0-9a-fA-F:]{1,35})?::(?:[0-9a-fA-F:]{1,35})?"), "[address]"),
    (
        re.compile(r"(?<![\w.])/(?:p|staff|accounts|ambassador|unsubscribe)(?:/[^\s\"']*)?"),
        "[path]",
    ),
    (re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"), "[id]"),
)


class JsonFormatter(logging.Formatter):
    """One JSON object a line, with the few fields we allow."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": scrubbed(record.getMessage()),
        }
        entry |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            # The trace names code; exception messages may quote what people wrote.
            kind = record.exc_info[0]
            entry["error"] = kind.__name__ if kind else "unknown"
            entry["trace"] = _trace(record)
        return json.dumps(entry, ensure_ascii=False)


def scrubbed(text: str) -> str:
    text = text[:LONGEST]
    for pattern, instead in SCRUBBED:
        text = pattern.sub(instead, text)
    return text


def _trace(record: logging.LogRecord) -> list[str]:
    lines: list[str] = []
    step = record.exc_info[2] if record.exc_info else None
    while step is not None:
        code = step.tb_frame.f_code
        lines.append(f"{code.co_filename}:{step.tb_lineno} {code.co_name}")
        step = step.tb_next
    return lines[-12:]
