"""How every page looks and answers: layout, components, colours, charts, fields and errors.

It must never know a feature or open a table.
"""
