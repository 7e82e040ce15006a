"""The site: the only room that names Flask; one blueprint per noun, api/ for JSON."""
