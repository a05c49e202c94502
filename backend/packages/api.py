"""Endpoints: courses in and out as packages: Muster's folder, SCORM, Common Cartridge."""

from backend.core.web import Feature

packages = Feature("packages")
