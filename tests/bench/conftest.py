"""The bench's own modules, as scripts/bench finds them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2] / "scripts"))
