"""Courses in and out as packages: Muster's folder, SCORM, Common Cartridge."""
