"""Decide what each person sees next, and prove by simulation that ideas get their hearing."""

from ._next import ImpossibleRouting, next_ideas
from ._simulate import POLICIES, Simulation, simulate

__all__ = ["POLICIES", "ImpossibleRouting", "Simulation", "next_ideas", "simulate"]
