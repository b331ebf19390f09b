"""How long before Vernhorn the driver of the Little Owl starts to brake."""

from math import sqrt

GENTLE = 0.35  # m/s²: the water in a glass on the night table does not move


def braking_distance(speed_kmh: float, deceleration: float = GENTLE) -> float:
    """Metres needed to stand still from `speed_kmh`."""
    speed = speed_kmh / 3.6
    return speed * speed / (2 * deceleration)


def speed_at(metres_left: float, deceleration: float = GENTLE) -> float:
    """The fastest one may still be going, in km/h, `metres_left` before the buffers."""
    return sqrt(2 * deceleration * max(0.0, metres_left)) * 3.6


if __name__ == "__main__":
    for speed in (40, 60, 80, 100):
        print(f"{speed:>4} km/h  {braking_distance(speed):7.0f} m")
