"""Charts as plain descriptions; ``components/chart.html`` draws them as SVG with a table.

Every chart has a ``title`` that says what was found and a ``caption`` that says what the
data are. Nothing here reads a database or knows a person.
"""

from folkmoot.web.charts.bars import Bar, BarChart, Stack, StackedBars
from folkmoot.web.charts.base import with_unit
from folkmoot.web.charts.days import DayChart
from folkmoot.web.charts.points import Point, PointMap

__all__ = ["Bar", "BarChart", "DayChart", "Point", "PointMap", "Stack", "StackedBars", "with_unit"]
