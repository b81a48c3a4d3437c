"""Figures that anyone can make again; every figure in the docs comes from one of these."""
