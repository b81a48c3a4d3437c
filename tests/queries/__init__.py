"""Tests of the query packs, their checks, runs and renderings."""
