"""Structured logs that hold no address, no identity and no path with an id in it."""

import json
import logging
from datetime import UTC, datetime

FIELDS = ("route", "method", "status", "ms", "job", "queries")


class JsonFormatter(logging.Formatter):
    """One JSON object a line, with the few fields we allow."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            # The trace names code; exception messages may quote what people wrote.
            kind = record.exc_info[0]
            entry["error"] = kind.__name__ if kind else "unknown"
            entry["trace"] = _trace(record)
        return json.dumps(entry, ensure_ascii=False)


def _trace(record: logging.LogRecord) -> list[str]:
    lines: list[str] = []
    step = record.exc_info[2] if record.exc_info else None
    while step is not None:
        code = step.tb_frame.f_code
        lines.append(f"{code.co_filename}:{step.tb_lineno} {code.co_name}")
        step = step.tb_next
    return lines[-12:]
