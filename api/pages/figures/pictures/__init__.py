"""Pictures as numbers for SVG, each drawn so that it reads in grey."""
