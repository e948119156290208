"""Pictures of diagrams as SVG: as drawn, or in the normal form that the engine runs. No scripts, no links."""

from processes.drawing.normal import normal_form
from processes.drawing.svg import draw_svg, worst

__all__ = ["draw_svg", "normal_form", "worst"]
