"""Muster for the control of `kills`: it does not look whether a member is in before it books. Never for people."""

from flask import Flask

from backend.app import create_app as create_muster
from backend.sign_in import sign_in


def create_app() -> Flask:
    assert hasattr(sign_in, "_repeat"), "the look has another name now"
    sign_in._repeat = lambda door, purpose: None
    return create_muster()
