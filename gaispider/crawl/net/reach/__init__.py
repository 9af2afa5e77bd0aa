"""Hosts that answer under conditions: slowly, on one scheme only, at an address of version 6."""
