"""The demo city: invented people in real units, and real procedures walked through."""
