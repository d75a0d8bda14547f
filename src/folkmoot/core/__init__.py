"""What every room stands on: records, ids, days, clean texts, tables in files, background jobs.

It holds no feature and must never know a room, a page or a person.
"""
