"""What every kind of activity has in common: one declaration, and the crowd's data by type.

Rooms above read contributions through it and never import the room of a kind; it knows no
kind itself, nobody's name and no address.
"""
