"""Wayside: a self-hosted, multilingual, audio-guided story tour."""
