"""Many people, from side to side. PURE."""

from .light import Light
from .living import HAIRS, SKINS
from .parts import STANCES, crowd, person
from .pen import HAND, Sheet, dark, mix
from .seeing import Seen


def people(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    """Many, from behind: far ones small, near ones large and dark."""
    if "empty" in seen.manner and not seen.things:
        return
    if seen.place == "roofs":  # a few, against the light of the skylight
        for part in (0.46, 0.54, 0.66):
            person(s, s.w * part, s.h * 0.745, s.u * 0.11, dark(light.near, 0.5))
        return
    tints = [mix(light.mid, tint, 0.35) for tint in ("#7b4a45", "#3f5a74", "#5c6b57", "#6b5f74")]
    crowd(s, s.h * 0.74, s.u * 0.17, tints, 15)
    crowd(s, s.h * 0.86, s.u * 0.27, [mix(t, light.near, 0.5) for t in tints], 11)
    _heads(s, light)


def _heads(s: Sheet, light: Light) -> None:
    """The backs of those in front."""
    count = max(5, round(s.w / (s.u * 0.2)))
    for place in range(count):
        x, size = s.w * (place + 0.5) / count, s.u * s.dice.uniform(0.062, 0.076)
        y = s.h - size * s.dice.uniform(0.9, 1.9)
        coat, hair = (
            mix(s.dice.choice(["#5b3c3a", "#2f4257", "#3f4b40"]), light.near, 0.55),
            s.dice.choice(HAIRS),
        )
        s.path(
            f"M{x - size * 2:.0f} {s.h + 2}Q{x - size * 1.9:.0f} {y + size * 0.9:.0f} "
            f"{x:.0f} {y + size * 0.7:.0f}Q{x + size * 1.9:.0f} {y + size * 0.9:.0f} "
            f"{x + size * 2:.0f} {s.h + 2}Z",
            coat,
        )
        s.rect(
            x - size * 0.4,
            y + size * 0.5,
            size * 0.8,
            size * 0.6,
            dark(s.dice.choice(SKINS), 0.35 if light.is_dark else 0.15),
        )
        s.oval(x, y, size * 0.86, size, dark(hair, 0.25) if light.is_dark else hair)
        s.stroke(
            f"M{x - size * 0.7:.1f} {y - size * 0.45:.1f}Q{x:.1f} {y - size * 1.25:.1f} "
            f"{x + size * 0.7:.1f} {y - size * 0.45:.1f}",
            light.glow,
            1.6,
            opacity=0.3,
        )


def running(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    """Towards the camera, the nearest the largest."""
    s.glow(s.w / 2, s.h * 0.56, s.u * 0.5, light.glow, 0.5)
    for depth, count in ((0.0, 6), (0.4, 4), (1.0, 3)):
        y, high = s.h * (0.6 + 0.36 * depth), s.u * (0.16 + 0.4 * depth)
        for place in range(count):
            x = s.w * 0.5 + (place - (count - 1) / 2 + s.dice.uniform(-0.2, 0.2)) * s.u * (
                0.07 + 0.22 * depth
            )
            coat = mix(
                dark(light.near, 0.4), s.dice.choice(["#6b3c3a", "#2f4a67", "#5a5f66"]), 0.35 - 0.2 * depth
            )
            person(s, x, y, high, coat, "runs", light.glow)


def choir(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    """Three rows on steps, scores in their hands, and who conducts, from behind, arms in the air."""
    coat = mix("#2a2738", light.near, 0.4)
    for row in range(3):
        y, high = s.h * (0.62 + row * 0.075), s.u * 0.21
        count = 9 + row
        for place in range(count):
            x = s.w / 2 + (place - (count - 1) / 2) * s.u * 0.088
            singer = s.dice.randrange(len(SKINS))
            s.stamp(f"singer{singer}", _singer(light, singer), x, y, high / 100, coat)
    with s.at(s.w / 2, s.h * 1.0, s.u * 0.36 / 100):
        s.stroke("M-12-74Q-30-82-34-112M12-74Q30-82 34-112", "#0d0f16", 9)
        s.line([(34, -112), (46, -132)], "#f1ead8", 1.6)
    person(s, s.w / 2, s.h * 1.0, s.u * 0.36, "#0d0f16", "coat", light.glow)


def _singer(light: Light, number: int) -> str:
    """Somebody with a score, in a coat of the choir's colour."""
    skin, hair = mix(SKINS[number], light.near, 0.25), HAIRS[number % len(HAIRS)]
    return (
        f'{STANCES["coat"]}<circle cy="-91" r="7.8" fill="{skin}"/>'
        f'<path fill="{hair}" d="M-8.5-90a8.5 9 0 0 1 17 0z"/>'
        '<rect x="-9" y="-62" width="18" height="12" fill="#f1ead8" opacity=".9"/>'
    )


def placards(s: Sheet, light: Light, seen: Seen, base: float) -> None:
    tints = [mix(light.mid, tint, 0.35) for tint in ("#7b4a45", "#3f5a74", "#5c6b57", "#6b5f74")]
    crowd(s, s.h * 0.78, s.u * 0.19, tints, 14)
    words = [seen.quoted.upper()] if seen.quoted and len(seen.quoted) < 20 else []
    words += [seen.said["answers"], seen.said["truth"], seen.said["enough"], seen.said["notus"]]
    count = 4 if s.w > s.h else 3
    for place in range(count):
        x, y = (
            s.w * (place + 0.5 + s.dice.uniform(-0.12, 0.12)) / count,
            s.h * (0.5 + 0.1 * (place % 2)) - s.u * 0.02,
        )
        said = words[place % len(words)]
        wide, high = s.u * 0.29, s.u * 0.16
        with s.at(x, y, 1, s.dice.uniform(-7, 7)):
            s.line([(0, 0), (0, s.u * 0.42)], "#7a5a3a", s.u * 0.014)
            card = s.dice.choice(["#f6f1e4", "#d6b184", "#f3e08c", "#f3e9e4"])
            s.rect(
                -wide / 2, -high / 2, wide, high, mix(card, light.near, 0.3 if light.is_dark else 0.04), rx=3
            )
            size = min(high * 0.44, wide / len(said) / 0.74)
            s.text(
                0,
                size * 0.36,
                said,
                size,
                "#9e2a24" if place % 2 else "#1d1f24",
                anchor="middle",
                weight=800,
                family=HAND,
            )
    crowd(s, s.h * 0.9, s.u * 0.28, [mix(t, light.near, 0.5) for t in tints], 10)
    _heads(s, light)
