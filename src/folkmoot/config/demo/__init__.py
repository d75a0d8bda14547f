"""A demonstration that fills itself: imaginary people and places, the product's real workings."""
