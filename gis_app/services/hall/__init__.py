"""The evening in the hall: phases, the screen on the wall, the talk, the close."""
