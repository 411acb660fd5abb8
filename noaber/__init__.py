"""Noaber: executable service agreements between municipalities."""
