"""A demonstration that fills itself: imaginary people and places, the product's real workings.

It must never know a real person, or write a figure that the product did not work out.
"""
