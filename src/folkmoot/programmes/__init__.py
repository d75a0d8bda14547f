"""Programmes: the mandate, the stages, the activities with their dates, and the ways people come.

It must never know what anybody said; activities tell it, by declaration, what it needs.
"""
