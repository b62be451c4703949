"""Random instances in twelve families, as files of docs/matching-format.md. The seed decides everything."""

import random
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
KINDS = {"early": (7, 8), "day": (9, 8), "late": (13, 8), "night": (20, 12)}
HOME = {"easting": 390_000, "northing": 340_000}


def stamp(day, minutes):
    """So many minutes after London's midnight, in UTC."""
    midnight = datetime.combine(day, time(0), LONDON).astimezone(timezone.utc)
    return (midnight + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def span(day, start, minutes):
    return {"start": stamp(day, start), "end": stamp(day, start + minutes)}


class Town:
    """An instance that grows: a plain ward unless a family says otherwise."""

    def __init__(self, dice, people=(2, 5), lines=(5, 14), days=14, first=date(2026, 6, 1), spread=0, roles=1):
        self.dice, self.days, self.first, self.roles = dice, days, first, roles
        sites = [self.place(spread) for _ in range(3 if spread else 1)]
        self.rules = {
            "horizon": {"start": stamp(first, 0), "end": stamp(first + timedelta(days=days), 0)},
        }
        if dice.random() < 0.7:
            self.rules["adult"] = {"break_minutes": 0}
        self.lines = [self.line(number, sites) for number in range(dice.randint(*lines))]
        self.people = [self.person(number, spread) for number in range(dice.randint(*people))]

    def place(self, spread):
        move = self.dice.randint
        return {name: value + move(-spread, spread) for name, value in HOME.items()}

    def day(self):
        return self.first + timedelta(days=self.dice.randrange(self.days))

    def line(self, number, sites):
        dice = self.dice
        kind = dice.choice(list(KINDS))
        hour, hours = KINDS[kind]
        site = dice.randrange(len(sites))
        return {
            "id": 100 + number,
            "site": site,
            "location": sites[site],
            "role": dice.randint(1, self.roles),
            "interval": span(self.day(), 60 * hour, 60 * hours),
            "unpaid_break_minutes": dice.choice([0, 20, 30, 60]),
            "kind": kind,
            "headcount": dice.randint(1, 2),
            "priority": dice.randint(1, 3),
        }

    def person(self, number, spread):
        dice = self.dice
        days = [self.first + timedelta(days=day) for day in range(-1, self.days + 1)]
        return {
            "id": 1 + number,
            "roles": sorted(dice.sample(range(1, self.roles + 1), dice.randint(1, self.roles))),
            "available": [span(day, 0, 36 * 60) for day in days if dice.random() < 0.85],
            "home": self.place(spread),
            "travel_limit_metres": dice.choice([10_000, 15_000, 25_000, 40_000]),
            "maximum_shifts": dice.randint(1, 12),
            "worked_shifts": dice.randint(0, 3),
        }

    def rule(self, group, **rules):
        self.rules.setdefault(group, {}).update(rules)

    def quarters(self, shortest=16, longest=52):
        """Shifts of any length that begin at any quarter of an hour."""
        for line in self.lines:
            line["interval"] = span(self.day(), 15 * self.dice.randrange(96), 15 * self.dice.randint(shortest, longest))

    def book(self, chance=0.5):
        for person in self.people:
            if self.dice.random() < chance:
                when = span(self.day(), 15 * self.dice.randrange(96), 15 * self.dice.randint(8, 48))
                person.setdefault("booked", []).append({"interval": when, "unpaid_break_minutes": self.dice.choice([0, 30])})

    def confirm(self, chance=0.3):
        """Whatever rule it breaks, but for two places at one time."""
        taken = {}
        for person in self.people:
            fixed = []
            for line in self.dice.sample(self.lines, min(4, len(self.lines))):
                a = line["interval"]
                apart = all(a["end"] <= b["interval"]["start"] or b["interval"]["end"] <= a["start"] for b in fixed)
                if self.dice.random() < chance and apart and taken.get(line["id"], 0) < line["headcount"]:
                    taken[line["id"]] = taken.get(line["id"], 0) + 1
                    fixed.append(line)
            person["fixed"] = [line["id"] for line in fixed]

    def publish(self, chance=0.3):
        for person in self.people:
            person["published"] = [line["id"] for line in self.lines if self.dice.random() < chance][:20]

    def near_the_average(self, weeks, minutes=2880):
        for person in self.people:
            if self.dice.random() < 0.7:
                person["reference_minutes"] = max(weeks * minutes - self.dice.randint(0, 4_000), 0)

    def file(self):
        return {
            "format": "people-hub-match",
            "version": 1,
            "rules": self.rules,
            "people": self.people,
            "lines": self.lines,
        }


def ward(dice):
    return Town(dice, people=(3, 7), lines=(10, 30))


def hospital(dice):
    town = Town(dice, people=(3, 6), lines=(10, 24), roles=3)
    for line in town.lines:
        line["skills"] = dice.sample([1, 2, 3], dice.randint(0, 2))
    for person in town.people:
        person["skills"] = []
        for skill in (1, 2, 3):
            lapses = stamp(town.day(), dice.choice([0, 60 * 9]))
            ways = [[{}], [{"from": lapses}], [{"until": lapses}], [{"until": lapses}, {"from": lapses}], []]
            person["skills"] += [{"skill": skill, **way} for way in dice.choice(ways)]
    return town


def spread_out(dice):
    return Town(dice, people=(3, 8), lines=(8, 20), spread=15_000, roles=2)


def long_horizon(dice):
    town = Town(dice, people=(1, 4), lines=(15, 45), days=dice.choice([56, 84, 180, 364]))
    town.rule("average", weeks=dice.choice([2, 4, 8, 17]))
    if dice.random() < 0.5:
        town.rule("average", weekly_minutes=dice.choice([300, 600, 1_200]))
    for person in town.people:
        person["maximum_shifts"] = dice.randint(3, 40)
    town.rule("fairness", quadratic=dice.choice([0, 2, 20]))
    return town


def dense(dice):
    """A few days in which hours and rest bite, one site."""
    town = Town(dice, people=(1, 4), lines=(10, 22), days=dice.choice([5, 7, 10, 21]))
    town.quarters()
    if dice.random() < 0.5:
        town.rule("adult", weekly_minutes=dice.choice([1_200, 2_160, 3_132, None]))
    if dice.random() < 0.3:
        town.rule("adult", daily_minutes=dice.choice([600, 720]))
    return town


def young(dice):
    town = Town(dice, people=(2, 5))
    town.quarters(shortest=8, longest=34)
    for person in town.people:
        if dice.random() < 0.7:
            person["age"] = "under18"
    if dice.random() < 0.4:
        town.rule("night", young_starts="23:00:00", young_ends="07:00:00")
    return town


def nights(dice):
    town = Town(dice, people=(2, 5))
    for line in town.lines:
        line["interval"] = span(town.day(), 15 * dice.randint(64, 95), 15 * dice.randint(24, 52))
    town.rule("night", average_minutes=dice.choice([420, 480]), longest_minutes=dice.choice([None, 480, 600]))
    weeks = dice.choice([1, 2, 17])
    town.rule("average", weeks=weeks)
    for person in town.people:
        person["night_worker"] = dice.random() < 0.6
        person["opted_out"] = dice.random() < 0.4
    town.near_the_average(weeks)
    return town


def confirmed(dice):
    town = Town(dice, people=(2, 5), lines=(6, 16))
    town.quarters()
    town.book()
    town.confirm()
    town.publish()
    return town


def clock_changes(dice):
    first = dice.choice([date(2026, 3, 16), date(2026, 3, 23), date(2026, 10, 12), date(2026, 10, 19)])
    town = Town(dice, people=(2, 5), lines=(8, 18), first=first)
    sundays = [date(2026, 3, 29), date(2026, 10, 25)]
    for line in town.lines:
        near = [day for day in sundays if abs((day - first).days) < 14][0] + timedelta(days=dice.randint(-2, 1))
        day = near if dice.random() < 0.6 else town.day()
        line["interval"] = span(min(max(day, first), first + timedelta(days=13)), 15 * dice.randint(4, 91), 15 * dice.randint(16, 52))
    town.book()
    return town


def weekly_rest(dice):
    town = Town(dice, people=(1, 3), lines=(12, 26), days=dice.choice([7, 14, 28]))
    choices = [
        {"minutes": 1_440, "weeks": 2, "times": 2},
        {"minutes": 2_880, "weeks": 2, "times": 1},
        {"minutes": 2_880, "weeks": 1, "times": 1, "adds_daily_rest": False},
        {"minutes": 1_440, "weeks": 1, "times": 2, "adds_daily_rest": False},
        {"adds_daily_rest": False},
        {"minutes": 0},
    ]
    town.rule("adult", weekly_minutes=None, weekly_rest=dice.choice(choices))
    if dice.random() < 0.5:
        town.quarters(16, 40)
    town.book(0.3)
    for person in town.people:
        person["maximum_shifts"] = dice.randint(6, 25)
    town.rule("fairness", quadratic=5)
    return town


def exceptions(dice):
    town = Town(dice, people=(1, 4), lines=(10, 20), days=dice.choice([4, 7, 14]))
    town.quarters(16, 80)
    names = ["continuity_rest_minutes", "changeover_rest_minutes", "agreed_rest_minutes"]
    town.rules["exceptions"] = {name: 60 * dice.randint(0, 10) for name in names if dice.random() < 0.8}
    for person in town.people:
        person["exceptions"] = dice.sample([21, 22, 23], dice.choice([0, 1, 1, 2]))
    town.rule("adult", weekly_minutes=None, break_minutes=0)
    if dice.random() < 0.5:
        town.rule("adult", weekly_rest={"minutes": 0})
    town.book(0.4)
    town.confirm(0.15)
    return town


def promises(dice):
    """Opt-outs, caps, commitments, wishes, exclusions, scenarios and other values."""
    town = Town(dice, people=(2, 5), lines=(8, 18), spread=8_000)
    town.rule("values", km=dice.choice([0, 7, 100]), change=dice.choice([0, 333]), commitment=dice.choice([0, 250]))
    town.rule("fairness", linear=dice.choice([0, 350]), quadratic=dice.choice([0, 45, 200]))
    if dice.random() < 0.5:
        town.rule("adult", weekly_minutes=dice.choice([960, 1_440]))
    if dice.random() < 0.3:
        town.rule("average", opted_out_weekly_minutes=dice.choice([None, 1_200]))
    town.rules["scenarios"] = [1]
    for line in town.lines:
        if dice.random() < 0.3:
            line["scenario"] = dice.randint(1, 2)
    for person in town.people:
        person["opted_out"] = dice.random() < 0.5
        if dice.random() < 0.6:
            person["commitment"] = {"yearly": dice.randint(0, 12), "done": dice.randint(0, 8), "pace": dice.randint(0, 12)}
        person["preferred"] = dice.sample(list(KINDS), dice.randint(0, 3))
        person["excluded_sites"] = [site for site in range(3) if dice.random() < 0.1]
        person["excluded_lines"] = [line["id"] for line in town.lines if dice.random() < 0.1]
    town.confirm(0.2)
    town.publish()
    return town


FAMILIES = {
    family.__name__: family
    for family in (
        ward,
        hospital,
        spread_out,
        long_horizon,
        dense,
        young,
        nights,
        confirmed,
        clock_changes,
        weekly_rest,
        exceptions,
        promises,
    )
}


def make(family, seed):
    return FAMILIES[family](random.Random(seed)).file()
