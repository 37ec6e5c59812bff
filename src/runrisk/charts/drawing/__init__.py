"""Plots as SVG of our own: laid out for a width, in the page's colours, without Matplotlib."""
