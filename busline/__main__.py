"""``python -m busline``: the same command without looking for a script on the path."""

from busline.cli import main
from busline.running.lifeline import hold_on_to_parent

if __name__ == "__main__":
    hold_on_to_parent()
    main()
