"""Message text to safe HTML: the one place where somebody's words become markup. It asks nobody and knows no viewer."""

from chat.rendering.excerpts import excerpt
from chat.rendering.message import Rendered, render
from chat.rendering.names import Candidates, candidates

__all__ = ["Candidates", "Rendered", "candidates", "excerpt", "render"]
