"""Folium lives here and nowhere else: canvas, compose, overlays, popups, legend, assets."""
