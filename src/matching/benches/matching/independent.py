"""An independent model of what docs/matching-format.md says, with CP-SAT, against the engine.

    independent.py BENCH FOLDER COUNT [SEED]      COUNT random instances in twelve families, one line of JSON about all
    independent.py check BENCH FILE...            these files
    independent.py report RESULTS REPORT          the section of docs/benchmarks.md

It is written from the document alone: nothing of it is taken from the engine. For each instance the engine's roster must be
allowed by the model, be worth what the engine says by the model's own sum, and no roster of the model may be worth more than
the engine's bound. What fails stays in FOLDER. `.ci/scripts/bench-matching` calls it.
"""

import copy
import json
import math
import os
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from families import FAMILIES, make

LONDON = ZoneInfo("Europe/London")
DAY = 24 * 60
# Effort for each optimum, by CP-SAT's own count, about seconds of a quiet machine: a busy one changes no answer.
EFFORT = float(os.environ.get("MATCHING_MODEL_EFFORT", "5"))
BATCH = 50


# Time: whole minutes since 1970, and London's days.


def minute(text):
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()) // 60


def day_of(minutes):
    return datetime.fromtimestamp(minutes * 60, LONDON).date()


def at(day, clock):
    return int(datetime.combine(day, clock, LONDON).timestamp()) // 60


def midnight(day):
    return at(day, time(0))


def monday_of(day):
    return day - timedelta(days=day.weekday())


class Work:
    """Something that a person works: a line, or work elsewhere."""

    def __init__(self, interval, unpaid, kind=None, line=None):
        self.start, self.end = minute(interval["start"]), minute(interval["end"])
        self.paid = self.end - self.start - unpaid
        self.kind, self.line = kind, line
        self.day = day_of(self.start)
        self.monday = monday_of(self.day)


STATUTORY = {
    "adult": {
        "daily_rest_minutes": 660,
        "weekly_rest": {"minutes": 1440, "weeks": 1, "times": 1, "adds_daily_rest": True},
        "weekly_minutes": 2880,
        "daily_minutes": None,
        "break_after_minutes": 360,
        "break_minutes": 20,
        "nights": True,
    },
    "under_18": {
        "daily_rest_minutes": 720,
        "weekly_rest": {"minutes": 2880, "weeks": 1, "times": 1, "adds_daily_rest": False},
        "weekly_minutes": 2400,
        "daily_minutes": 480,
        "break_after_minutes": 270,
        "break_minutes": 30,
        "nights": False,
    },
    "average": {"weeks": 17, "weekly_minutes": 2880},
    "night": {
        "starts": "23:00:00",
        "ends": "06:00:00",
        "young_starts": "22:00:00",
        "young_ends": "06:00:00",
        "shift_from_minutes": 180,
        "longest_minutes": None,
        "average_minutes": 480,
    },
    "exceptions": {"continuity_rest_minutes": 480, "changeover_rest_minutes": 480, "agreed_rest_minutes": 480},
    "fairness": {"linear": 20, "quadratic": 20},
    "values": {"priority": 1000, "km": 10, "other_kind": 60, "change": 20, "commitment": 100},
    "scenarios": [],
}


def merged(below, above):
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return {**below, **{name: merged(below.get(name), value) for name, value in above.items()}}


def rules_of(given):
    rules = copy.deepcopy(merged(STATUTORY, given))
    rules["start"], rules["end"] = minute(rules["horizon"]["start"]), minute(rules["horizon"]["end"])
    average = rules["average"]
    if "first_day" in average:
        rules["period_from"] = date.fromisoformat(average["first_day"])
    else:
        last = monday_of(day_of(rules["end"] - 1))
        rules["period_from"] = last - timedelta(weeks=average["weeks"] - 1)
    average.setdefault("opted_out_weekly_minutes", given.get("adult", {}).get("weekly_minutes"))
    return rules


def night_minutes(work, starts, ends):
    """The most minutes that the work has in one night."""
    starts, ends = time.fromisoformat(starts), time.fromisoformat(ends)
    most, evening = 0, day_of(work.start) - timedelta(days=1)
    while midnight(evening) < work.end:
        night = at(evening, starts), at(evening + timedelta(days=1), ends)
        most = max(most, min(work.end, night[1]) - max(work.start, night[0]))
        evening += timedelta(days=1)
    return most


def covered(work, spans):
    """Whether every minute of the work lies in one of the spans."""
    at_minute = work.start
    for start, end in sorted(spans):
        if start <= at_minute:
            at_minute = max(at_minute, end)
    return at_minute >= work.end


def metres(one, other):
    return math.isqrt((one["easting"] - other["easting"]) ** 2 + (one["northing"] - other["northing"]) ** 2)


class Person:
    def __init__(self, rules, given, lines):
        self.rules, self.given, self.id = rules, given, given["id"]
        self.is_adult = given.get("age", "adult") == "adult"
        self.limits = rules["adult" if self.is_adult else "under_18"]
        self.fixed = given.get("fixed", [])
        self.published = [line for line in given.get("published", []) if line not in self.fixed]
        self.confirmed = [lines[line] for line in self.fixed]
        booked = [Work(b["interval"], b.get("unpaid_break_minutes", 0)) for b in given.get("booked", [])]
        self.base = booked + self.confirmed
        self.rest = self.limits["daily_rest_minutes"]
        exceptions, allowed = given.get("exceptions", []) if self.is_adult else [], rules["exceptions"]
        self.short = min(
            [self.rest]
            + [allowed["continuity_rest_minutes"]] * (21 in exceptions)
            + [allowed["agreed_rest_minutes"]] * (23 in exceptions)
        )
        self.changeover = min([self.short] + [allowed["changeover_rest_minutes"]] * (22 in exceptions))

    def may(self, work):
        """The rules of one person on one line."""
        given, line, limits, night = self.given, work.line, self.limits, self.rules["night"]
        skills = {}
        for held in given.get("skills", []):
            span = (minute(held["from"]) if held.get("from") else -10**9, minute(held["until"]) if held.get("until") else 10**9)
            skills.setdefault(held["skill"], []).append(span)
        spans = [(minute(a["start"]), minute(a["end"])) for a in given["available"]]
        lasts = work.end - work.start
        own_night = ("starts", "ends") if self.is_adult else ("young_starts", "young_ends")
        is_night = night_minutes(work, night["starts"], night["ends"]) >= night["shift_from_minutes"]
        return (
            line.get("scenario") in [None, *self.rules["scenarios"]]
            and line["role"] in given["roles"]
            and all(covered(work, skills.get(skill, [])) for skill in line.get("skills", []))
            and metres(given["home"], line["location"]) <= given["travel_limit_metres"]
            and line["site"] not in given.get("excluded_sites", [])
            and line["id"] not in given.get("excluded_lines", [])
            and covered(work, spans)
            and (lasts <= limits["break_after_minutes"] or lasts - work.paid >= limits["break_minutes"])
            and lasts <= DAY - self.short
            and (limits["nights"] or night_minutes(work, *(night[name] for name in own_night)) <= 0)
            and not (is_night and night["longest_minutes"] is not None and work.paid > night["longest_minutes"])
        )

    def value(self, line):
        values, preferred = self.rules["values"], self.given.get("preferred", [])
        travel = values["km"] * metres(self.given["home"], line["location"]) // 1000
        other = values["other_kind"] if preferred and line["kind"] not in preferred else 0
        return values["priority"] * line["priority"] - travel - other

    def of_count(self, n):
        """What n lines are worth as a number: commitment less fairness."""
        fairness, worked = self.rules["fairness"], self.given.get("worked_shifts", 0)

        def cost(k):
            return fairness["quadratic"] * k * k + fairness["linear"] * k

        promised = self.given.get("commitment")
        owed = min(promised["pace"], promised["yearly"]) - promised["done"] if promised else 0
        return self.rules["values"]["commitment"] * min(n, max(owed, 0)) - cost(worked + n) + cost(worked)


class Instance:
    def __init__(self, file):
        self.rules = rules_of(file["rules"])
        self.lines = {}
        for line in file["lines"]:
            self.lines[line["id"]] = Work(line["interval"], line.get("unpaid_break_minutes", 0), line["kind"], line)
        self.people = [Person(self.rules, person, self.lines) for person in file["people"]]

    def worth(self, roster):
        """The value of the pairs of a roster, by the sum that the document gives."""
        has = {person.id: set() for person in self.people}
        for person, line in roster:
            has[person].add(line)
        total = 0
        for person in self.people:
            lines = has[person.id]
            total += sum(person.value(self.lines[line].line) for line in lines) + person.of_count(len(lines))
            total -= self.rules["values"]["change"] * sum(line not in lines for line in person.published)
        return total


class Model:
    """Every legal roster, as CP-SAT sees it: one variable for each line that may be added to a person."""

    def __init__(self, instance):
        from ortools.sat.python import cp_model

        self.cp, self.instance = cp_model, instance
        self.model = cp_model.CpModel()
        self.pairs, self.terms, self.constant = {}, [], 0
        for person in instance.people:
            self.add_person(person)
        self.add_headcounts()
        self.model.maximize(sum(weight * term for weight, term in self.terms) + self.constant)

    def add_headcounts(self):
        for id, work in self.instance.lines.items():
            confirmed = sum(id in person.fixed for person in self.instance.people)
            chosen = [x for (_, line), x in self.pairs.items() if line == id]
            if chosen:
                self.model.add(sum(chosen) <= work.line["headcount"] - confirmed)

    def add_person(self, person):
        change = self.instance.rules["values"]["change"]
        items = []
        for id, work in self.instance.lines.items():
            if id not in person.fixed and person.may(work):
                x = self.model.new_bool_var(f"{person.id} {id}")
                self.pairs[person.id, id] = x
                items.append((work, x))
                self.terms.append((person.value(work.line) + change * (id in person.published), x))
        self.constant += sum(person.value(work.line) for work in person.confirmed) - change * len(person.published)
        self.add_count(person, items)
        self.add_rest(person, items)
        self.add_weekly_rest(person, items)
        self.add_hours(person, items)

    def add_count(self, person, items):
        """The most shifts, and what their number is worth: each step less than the one before."""
        fixed = len(person.fixed)
        most = max(person.given["maximum_shifts"] - fixed, 0)
        self.constant += person.of_count(fixed)
        self.model.add(sum(x for _, x in items) <= most)
        steps = []
        for n in range(min(most, len(items))):
            step = self.model.new_bool_var("")
            steps.append(step)
            self.terms.append((person.of_count(fixed + n + 1) - person.of_count(fixed + n), step))
        for first, second in zip(steps, steps[1:]):
            self.model.add_implication(second, first)
        self.model.add(sum(steps) == sum(x for _, x in items))

    def forbid(self, *chosen):
        """Not all of these together; those that are None are there already."""
        chosen = [x for x in chosen if x is not None]
        if chosen:
            self.model.add_bool_or([x.Not() for x in chosen])

    def add_rest(self, person, items):
        """Overlap, rest between shifts, and what makes up for it."""
        blocks = []
        for work in sorted(person.base, key=lambda work: (work.start, work.end)):
            if blocks and work.start < blocks[-1][1]:
                blocks[-1] = (blocks[-1][0], max(blocks[-1][1], work.end), None)
            else:
                blocks.append((work.start, work.end, work.kind))
        there = [(*block, None) for block in blocks]
        all_work = sorted(there + [(work.start, work.end, work.kind, x) for work, x in items], key=lambda one: one[:2])
        for at_one, one in enumerate(all_work):
            for other in all_work[at_one + 1 :]:
                gap = other[0] - one[1]
                if gap < 0:
                    self.forbid(one[3], other[3])
                elif gap < self.least(person, one, other):
                    self.forbid(*self.if_neighbours(all_work, one, other))
        if person.changeover < person.rest:
            self.add_compensation(person, all_work)

    def least(self, person, one, other):
        is_changeover = one[2] and other[2] and one[2] != other[2]
        owed = max(0, one[1] - one[0] - (DAY - person.rest))
        if owed:
            return person.rest + owed
        return person.changeover if is_changeover else person.short

    def if_neighbours(self, all_work, one, other):
        """The two, unless work that is there already always lies between them: then they never are neighbours."""
        between = [work for work in all_work if work[3] is None and work[0] >= one[1] and work[1] <= other[0]]
        between = [work for work in between if work is not one and work is not other]
        return [] if between else [one[3], other[3]]

    def add_compensation(self, person, all_work):
        """After a rest shorter than the whole one, the next is whole and longer by what was missing."""
        for at_two, two in enumerate(all_work):
            before = [work for work in all_work if work is not two and work[1] <= two[0] and two[0] - work[1] < person.rest]
            for one in before:
                if not self.if_neighbours(all_work, one, two) and (one[3] is not None or two[3] is not None):
                    continue
                if one[3] is None and two[3] is None and self.is_between(all_work, one, two):
                    continue
                owed = person.rest - (two[0] - one[1]) + max(0, two[1] - two[0] - (DAY - person.rest))
                for three in all_work[at_two + 1 :]:
                    if two[1] <= three[0] < two[1] + person.rest + owed:
                        if not self.is_between(all_work, two, three):
                            self.forbid(one[3], two[3], three[3])

    def is_between(self, all_work, one, other):
        """Whether work that is there already lies between two pieces."""
        return any(
            work[3] is None and work is not one and work is not other and work[0] >= one[1] and work[1] <= other[0]
            for work in all_work
        )

    def add_weekly_rest(self, person, items):
        rest = person.limits["weekly_rest"]
        if not rest["minutes"]:
            return
        length = rest["minutes"] + (person.rest if rest["adds_daily_rest"] else 0)
        first = monday_of(day_of(self.instance.rules["start"]))

        def period_of(at_minute):
            weeks = (monday_of(day_of(at_minute)) - first).days // 7
            return first + timedelta(weeks=weeks // rest["weeks"] * rest["weeks"])

        touching = {}
        for work, x in items:
            for period in {period_of(work.start), period_of(work.end - 1)}:
                touching.setdefault(period, []).append(x)
        for period, chosen in touching.items():
            start, end = midnight(period), midnight(period + timedelta(weeks=rest["weeks"]))
            inside = [(w.start, w.end, x) for w, x in items if w.end > start and w.start < end]
            there = [(w.start, w.end) for w in person.base if w.end > start and w.start < end]
            begins = {start} | {one[1] for one in inside} | {one[1] for one in there}
            begins |= {begin + length for begin in begins} if rest["times"] == 2 else set()
            stretches = []
            for begin in sorted(begins):
                until = begin + length
                if begin < start or until > end or any(a < until and b > begin for a, b in there):
                    continue
                stretch = self.model.new_bool_var("")
                for a, b, x in inside:
                    if a < until and b > begin:
                        self.model.add_implication(stretch, x.Not())
                stretches.append((begin, stretch))
            for at_one, (one, stretch) in enumerate(stretches):
                for other, later in stretches[at_one + 1 :]:
                    if other < one + length:
                        self.model.add_bool_or([stretch.Not(), later.Not()])
            for x in chosen:
                self.model.add(sum(stretch for _, stretch in stretches) >= rest["times"]).only_enforce_if(x)

    def add_hours(self, person, items):
        rules, limits, given = self.instance.rules, person.limits, person.given
        opted_out = person.is_adult and given.get("opted_out", False)
        weekly = rules["average"]["opted_out_weekly_minutes"] if opted_out else limits["weekly_minutes"]
        self.cap(person, items, limits["daily_minutes"], lambda work: work.day)
        self.cap(person, items, weekly, lambda work: work.monday)
        if not person.is_adult:
            return
        weeks = rules["average"]["weeks"]

        def period(work_day):
            return (work_day - rules["period_from"]).days // (7 * weeks)

        before = {period(day_of(rules["start"])): given.get("reference_minutes", 0)}
        most = []
        if not opted_out:
            most.append(weeks * rules["average"]["weekly_minutes"])
        if given.get("night_worker", False):
            most.append(weeks * 6 * rules["night"]["average_minutes"])
        if most:
            self.cap(person, items, min(most), lambda work: period(work.day), before)

    def cap(self, person, items, most, key, before=None):
        """Hours of each day, week or period in which something is added."""
        if most is None:
            return
        for name in {key(work) for work, _ in items}:
            used = sum(work.paid for work in person.base if key(work) == name) + (before or {}).get(name, 0)
            added = [(work.paid, x) for work, x in items if key(work) == name]
            self.model.add(sum(paid * x for paid, x in added) <= max(most - used, 0))

    def fix(self, roster):
        for pair, x in self.pairs.items():
            self.model.add(x == (pair in roster))

    def solve(self, effort=math.inf):
        """The solver's status and the best value, if it found any."""
        solver = self.cp.CpSolver()
        solver.parameters.max_deterministic_time = effort
        solver.parameters.num_workers = 1
        status = solver.solve(self.model)
        found = status in (self.cp.OPTIMAL, self.cp.FEASIBLE)
        return solver.status_name(status), round(solver.objective_value) if found else None


def compare(file, answer):
    """What is wrong with the engine's answer, and what the model found."""
    instance = Instance(file)
    model = Model(instance)
    roster = {(person, line) for person, line in answer["roster"]}
    faults = []
    fixed = {(person.id, line) for person in instance.people for line in person.fixed}
    if not fixed <= roster:
        faults.append("a confirmed line is left out")
    if instance.worth(roster) != answer["value"]:
        faults.append(f"worth {instance.worth(roster)}, not {answer['value']}")
    status, best = model.solve(EFFORT)
    if best is not None and best > answer["bound"]:
        faults.append(f"{best} is possible, above the bound {answer['bound']}")
    strange = [pair for pair in roster - fixed if pair not in model.pairs]
    model.fix(roster)
    allowed, value = model.solve()
    if strange or allowed not in ("OPTIMAL", "FEASIBLE"):
        faults.append(f"the roster is not allowed {strange[:1]}")
    elif value != answer["value"]:
        faults.append(f"the model says {value} of the roster, not {answer['value']}")
    return faults, status, best


def answers(bench, files):
    done = subprocess.run([bench, "files", *files], stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def judged(bench, files, tally):
    for name, answer in zip(files, answers(bench, files), strict=True):
        with open(name) as text:
            faults, status, best = compare(json.load(text), answer)
        family = tally.setdefault(os.path.basename(name).rsplit("-", 1)[0], {"instances": 0, "proved": 0, "equal": 0, "short": 0.0})
        family["instances"] += 1
        family["proved"] += status == "OPTIMAL"
        family["equal"] += status == "OPTIMAL" and best == answer["value"]
        if best is not None and best > answer["value"]:
            family["short"] = max(family["short"], (best - answer["value"]) / max(abs(best), 1))
        for fault in faults:
            tally.setdefault("faults", []).append(f"{name}: {fault}")
            print(f"{name}: {fault}", file=sys.stderr, flush=True)
        if not faults and len(sys.argv) > 1 and sys.argv[1] != "check":
            os.remove(name)


HEAD = """
## Against an independent model

Small random instances, and a model of `docs/matching-format.md` with CP-SAT that was written from that document alone
(`src/matching/benches/matching/independent.py`). Of each instance the roster was found legal and worth what the engine
says, and no roster of the model is worth more than the engine's bound. 'Proved' are those whose optimum CP-SAT proved,
'equal' those of them in which the engine's roster is as good; 'furthest' is how far it was from the optimum at most.

| family | instances | proved | equal | furthest |
|---|---|---|---|---|
"""


def report(results, file):
    with open(results) as text:
        tally = json.load(text)
    tally.pop("faults", None)
    rows = [
        f"| {name.replace('_', ' ')} | {one['instances']} | {one['proved']} | {one['equal']} | {100 * one['short']:.3f}% |"
        for name, one in tally.items()
    ]
    counts = [sum(one[name] for one in tally.values()) for name in ("instances", "proved", "equal")]
    furthest = 100 * max(one["short"] for one in tally.values())
    rows.append(f"| all | {counts[0]:,} | {counts[1]:,} | {counts[2]:,} | {furthest:.3f}% |")
    with open(file, "a") as out:
        out.write(HEAD + "\n".join(rows) + "\n")


def main():
    match sys.argv[1:]:
        case ["report", results, file]:
            return report(results, file)
        case ["check", bench, *files]:
            tally = {}
            judged(bench, files, tally)
        case [bench, folder, count, *seed]:
            first, tally, files = int(seed[0]) if seed else 1, {}, []
            for number in range(int(count)):
                family = list(FAMILIES)[number % len(FAMILIES)]
                file = os.path.join(folder, f"{family}-{first + number}.json")
                with open(file, "w") as out:
                    json.dump(make(family, first + number), out)
                files.append(file)
            for at_file in range(0, len(files), BATCH):
                judged(bench, files[at_file : at_file + BATCH], tally)
                with open(os.path.join(folder, "tally.json"), "w") as out:
                    json.dump(tally, out)
                print(f"{min(at_file + BATCH, len(files))} of {len(files)}", file=sys.stderr, flush=True)
        case _:
            sys.exit(__doc__)
    print(json.dumps(tally))
    sys.exit(1 if tally.get("faults") else 0)


if __name__ == "__main__":
    main()
