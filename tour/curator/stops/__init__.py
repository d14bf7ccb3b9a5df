"""Stops: their facts, order, place and claims, their pictures, and closing one for safety."""
