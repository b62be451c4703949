"""Solves one exported model with a rival, or runs the whole benchmark and writes docs/benchmarks.md.

    rivals.py solve lp|mip|cp MODEL ANSWER     one rival on one model, one line of JSON
    rivals.py all BENCH FOLDER REPORT          everything; matching-results.json beside BENCH has what is done so far
    rivals.py crowds BENCH FOLDER RESULTS      one site, one city: at equal processor time
    rivals.py section RESULTS                  the part of the report that is about those
    rivals.py limited BENCH                    a limit of time; prints its part of the report
    rivals.py report RESULTS REPORT            the report of results that were left

`.ci/scripts/bench-matching` makes the environment with highspy and ortools and calls it.
"""

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from importlib.metadata import version

LP_SECONDS = float(os.environ.get("MATCHING_LP_SECONDS", "900"))
MIP_SECONDS = float(os.environ.get("MATCHING_MIP_SECONDS", "60"))
CP_SECONDS = float(os.environ.get("MATCHING_CP_SECONDS", "60"))
CP_WORKERS = int(os.environ.get("MATCHING_CP_WORKERS", "2"))
# More than any bound.
INFINITE = 1e30
# Families with one site or one city, and people.
CROWDS = os.environ.get(
    "MATCHING_CROWDS",
    "ward-28:50 ward-84:50 ward-182:50 ward-365:30 hospital-28:500 hospital-84:300 city-28:1000",
)
# With a limit of so many seconds on the clock, making pairs included.
LIMITED = os.environ.get("MATCHING_LIMITED", "region-185:2000:3")
# Too large for rivals.
LARGEST = os.environ.get("MATCHING_LARGEST", "city-28:10000")


class Model:
    """Rows of a maximisation: each pair and each step of a person's fairness is a variable from 0 to 1."""

    def __init__(self, file):
        with open(file) as text:
            given = json.load(text)
        self.pairs = given["pairs"]
        self.objective = [value for _, _, value in self.pairs]
        # (variables, coefficients, upper limit) each.
        self.rows = []
        self.at_most_one = []
        self.step_rows = []
        lines, people = given["lines"], given["people"]
        on_line = [[] for _ in lines]
        of_person = [[] for _ in people]
        for number, (person, line, _) in enumerate(self.pairs):
            on_line[line].append(number)
            of_person[person].append(number)
        for (headcount, *_), numbers in zip(lines, on_line):
            if len(numbers) > headcount:
                self.rows.append((numbers, [1] * len(numbers), headcount))
        for (worked, most), numbers in zip(people, of_person):
            shifts = [(*lines[self.pairs[number][1]][1:], number) for number in numbers]
            self.add_cliques(shifts, given["rest"])
            self.add_weeks(shifts, given["weekly"])
            self.add_fairness(numbers, worked, most, given["linear"], given["quadratic"])

    def add_cliques(self, shifts, rest):
        """Shifts lengthened by the rest make an interval graph: one row a maximal clique is enough."""
        shifts = sorted(shifts)
        active, grew = [], False
        for shift in shifts:
            still = [other for other in active if other[1] + rest > shift[0]]
            if grew and len(still) < len(active) and len(active) > 1:
                self.at_most_one.append([other[-1] for other in active])
            active, grew = still + [shift], True
        if len(active) > 1:
            self.at_most_one.append([other[-1] for other in active])

    def add_weeks(self, shifts, most):
        weeks = {}
        for _, _, paid, week, number in shifts:
            weeks.setdefault(week, []).append((number, paid))
        for entries in weeks.values():
            if sum(paid for _, paid in entries) > most:
                numbers, paid = zip(*entries)
                self.rows.append((list(numbers), list(paid), most))

    def add_fairness(self, numbers, worked, most, linear, quadratic):
        """The n-th shift costs more than the one before, so the steps are taken in order by themselves."""
        steps = []
        for n in range(worked + 1, worked + 1 + min(most, len(numbers))):
            steps.append(len(self.objective))
            self.objective.append(-(quadratic * (n * n - (n - 1) * (n - 1)) + linear))
        self.step_rows.append((numbers, steps))


def highs(model, integral):
    import highspy
    import numpy

    infinity = highspy.kHighsInf
    starts, indices, values, lower, upper = [0], [], [], [], []

    def row(numbers, coefficients, least, most):
        indices.extend(numbers)
        values.extend(coefficients)
        starts.append(len(indices))
        lower.append(least)
        upper.append(most)

    for numbers, coefficients, most in model.rows:
        row(numbers, coefficients, -infinity, most)
    for numbers in model.at_most_one:
        row(numbers, [1] * len(numbers), -infinity, 1)
    for numbers, steps in model.step_rows:
        row(numbers + steps, [1] * len(numbers) + [-1] * len(steps), 0, 0)
    count = len(model.objective)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = count, len(lower)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = numpy.array(model.objective, dtype=float)
    lp.col_lower_, lp.col_upper_ = numpy.zeros(count), numpy.ones(count)
    lp.row_lower_, lp.row_upper_ = numpy.array(lower, dtype=float), numpy.array(upper, dtype=float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = numpy.array(starts)
    lp.a_matrix_.index_ = numpy.array(indices)
    lp.a_matrix_.value_ = numpy.array(values, dtype=float)
    if integral:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * count
    solver = highspy.Highs()
    for option, value in {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0}.items():
        solver.setOptionValue(option, value)
    solver.setOptionValue("time_limit", MIP_SECONDS if integral else LP_SECONDS)
    solver.passModel(lp)
    before, started = time.process_time(), time.monotonic()
    solver.run()
    cpu, wall = time.process_time() - before, time.monotonic() - started
    info = solver.getInfo()
    solution = solver.getSolution().col_value[: len(model.pairs)]
    is_integral = bool(solution) and all(min(abs(x), abs(1 - x)) < 1e-6 for x in solution)
    return {
        "objective": info.objective_function_value,
        "bound": info.mip_dual_bound if integral else info.objective_function_value,
        "status": solver.modelStatusToString(solver.getModelStatus()),
        "cpu": cpu,
        "wall": wall,
        "chosen": [n for n, x in enumerate(solution) if x > 0.5] if is_integral else None,
    }


def cp_sat(model):
    from ortools.sat.python import cp_model

    problem = cp_model.CpModel()
    variables = [problem.new_bool_var("") for _ in model.objective]
    weighted = cp_model.LinearExpr.weighted_sum
    for numbers, coefficients, most in model.rows:
        problem.add(weighted([variables[n] for n in numbers], coefficients) <= most)
    for numbers in model.at_most_one:
        problem.add_at_most_one([variables[n] for n in numbers])
    for numbers, steps in model.step_rows:
        terms = [variables[n] for n in numbers + steps]
        problem.add(weighted(terms, [1] * len(numbers) + [-1] * len(steps)) == 0)
    problem.maximize(weighted(variables, model.objective))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = CP_SECONDS
    solver.parameters.num_workers = CP_WORKERS
    before, started = time.process_time(), time.monotonic()
    status = solver.solve(problem)
    cpu, wall = time.process_time() - before, time.monotonic() - started
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    chosen = [n for n in range(len(model.pairs)) if solver.boolean_value(variables[n])] if found else None
    return {
        "objective": solver.objective_value if found else None,
        "bound": solver.best_objective_bound,
        "status": solver.status_name(status),
        "cpu": cpu,
        "wall": wall,
        "chosen": chosen,
    }


def solve(kind, model_file, answer_file):
    # HiGHS looks at its own limit too seldom on large models.
    most = 2 * int({"lp": LP_SECONDS, "mip": MIP_SECONDS, "cp": CP_SECONDS}[kind] + 30)
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    model = Model(model_file)
    outcome = cp_sat(model) if kind == "cp" else highs(model, kind == "mip")
    chosen = outcome.pop("chosen")
    outcome["integral"] = chosen is not None
    if chosen is not None:
        with open(answer_file, "w") as file:
            json.dump([model.pairs[n][:2] for n in chosen], file)
    print(json.dumps(outcome))


def told(*command, **settings):
    """The line of JSON that a command prints; nothing when it failed."""
    environment = {**os.environ, **settings}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, env=environment)
    # The last line: solvers greet before it.
    lines = done.stdout.strip().splitlines()
    return json.loads(lines[-1]) if done.returncode == 0 and lines else None


def numbers_of(name, default):
    return [int(word) for word in os.environ.get(name, default).split()]


class Benchmark:
    def __init__(self, bench, folder):
        self.bench, self.folder = bench, folder
        self.sizes = numbers_of("MATCHING_SIZES", "1200 10000 100000")
        self.seeds = numbers_of("MATCHING_SEEDS", "1 2 3 4 5")
        # What each rival is given at most: people.
        self.up_to = {
            "lp": int(os.environ.get("MATCHING_LP_UP_TO", "100000")),
            "mip": int(os.environ.get("MATCHING_MIP_UP_TO", "1200")),
            "cp": int(os.environ.get("MATCHING_CP_UP_TO", "1200")),
        }
        self.lawful_up_to = int(os.environ.get("MATCHING_LAWFUL_UP_TO", "1200"))
        self.failures = []

    def ours(self, family, people, seed, model=None):
        name = f"{family} {people} seed {seed}"
        print(f"{name}: greedy and ours", flush=True)
        words = [self.bench, "run", family, str(people), str(seed), str(gap_goal(people))]
        run = told(*words, *([model] if model else []))
        if run is None:
            self.failures.append(f"{name}: no answer")
            return None
        for who, judged in (("greedy", run["greedy"]), ("ours", run["ours"]["checked"])):
            if judged["violations"]:
                self.failures.append(f"{name}, {who}: {judged['first']}")
        if run["ours"]["checked"]["value"] != run["ours"]["value"] or run["ours"]["pairs"] != run["pairs"]:
            self.failures.append(f"{name}: ours and the checker disagree on value or pairs")
        return run

    def rivals(self, family, people, seed, model):
        outcomes = {}
        for kind, most in self.up_to.items():
            if people > most:
                continue
            print(f"{family} {people} seed {seed}: {kind}", flush=True)
            answer = f"{model}.{kind}"
            outcome = told(sys.executable, __file__, "solve", kind, model, answer)
            if outcome and outcome["integral"]:
                judged = told(self.bench, "check", family, str(people), str(seed), answer)
                outcome["checked"] = judged
                if judged is None or judged["violations"]:
                    self.failures.append(f"{family} {people} seed {seed}, {kind}: {judged and judged['first']}")
            outcomes[kind] = outcome
        return outcomes

    def all(self):
        cases = []
        for family in ("easy", "tight", "lawful"):
            for people in self.sizes:
                if family == "lawful" and people > self.lawful_up_to:
                    continue
                first = self.first(family, people, self.seeds[0])
                runs = [first["run"]] + [self.ours(family, people, seed) for seed in self.seeds[1:]]
                cases.append({**first, "family": family, "people": people, "runs": [run for run in runs if run]})
                self.save(cases, [])
        changes = []
        for family in ("easy", "tight"):
            for people in self.sizes:
                if people <= 10_000:
                    print(f"{family} {people}: one change after the other", flush=True)
                    words = ("rematch", family, str(people), "1", str(gap_goal(people)))
                    changes.append((family, people, told(self.bench, *words)))
                    self.save(cases, changes)
        others = {}
        for people in (size for size in self.sizes if size <= 10_000):
            print(f"tight {people}: reasons", flush=True)
            others[f"tight {people:,}"] = told(self.bench, "reasons", "tight", str(people), "1")
        others["assignments"] = [told(self.bench, "assignment", "5000", "2000", str(seed)) for seed in self.seeds]
        self.save(cases, changes, others)
        others["limited"] = self.limited()
        others["crowds"] = self.crowds(lambda crowds: self.save(cases, changes, {**others, "crowds": crowds}))
        self.save(cases, changes, others)
        return cases, changes, others

    def limited(self):
        cases = []
        for name in LIMITED.split():
            family, people, limit = name.split(":")
            print(f"{name}: ours", flush=True)
            cases.append((family, int(people), limit, told(self.bench, "limited", family, people, "1", limit)))
        return cases

    def crowds(self, save=lambda cases: None):
        """Each rival on one processor, then ours for as many processor seconds as it took."""
        cases = []
        for name in CROWDS.split():
            family, people = name.split(":")
            model = os.path.join(self.folder, f"{family}-{people}.json")
            first = told(self.bench, "run", family, people, "1", "0.0002", model)
            if first is None:
                self.failures.append(f"{name}: no answer")
                continue
            for kind in ("cp", "mip"):
                print(f"{name}: {kind}", flush=True)
                answer = f"{model}.{kind}"
                theirs = told(sys.executable, __file__, "solve", kind, model, answer, MATCHING_CP_WORKERS="1")
                if theirs is None:
                    seconds_given = {"mip": MIP_SECONDS, "cp": CP_SECONDS}[kind]
                    theirs = {"status": "no answer", "cpu": seconds_given, "bound": INFINITE, "integral": False}
                judged = told(self.bench, "check", family, people, "1", answer) if theirs["integral"] else None
                if judged and judged["violations"]:
                    self.failures.append(f"{name}, {kind}: {judged['first']}")
                ours = told(self.bench, "run", family, people, "1", "0", "-", str(theirs["cpu"]))
                if ours["ours"]["checked"]["violations"]:
                    self.failures.append(f"{name}, ours: {ours['ours']['checked']['first']}")
                if judged and judged["value"] > ours["ours"]["value"]:
                    self.failures.append(f"{name}: {kind} found more in the same time")
                cases.append({"name": name, "first": first, "kind": kind, "theirs": theirs, "judged": judged, "ours": ours})
                print(json.dumps(cases[-1]), flush=True)
                save(cases)
        for name in LARGEST.split():
            family, people = name.split(":")
            print(f"{name}: ours", flush=True)
            cases.append({"name": name, "alone": told(self.bench, "alone", family, people, "1", "0.003")})
        return cases

    def save(self, cases, changes, others=None):
        with open(os.path.join(os.path.dirname(self.bench), "matching-results.json"), "w") as out:
            json.dump([cases, changes, others or {}], out)

    def first(self, family, people, seed):
        # The rivals' model knows rest and the week's hours only. The LP of the largest tight instance is left out: that of a
        # tenth of it takes as long as the largest easy one.
        has_model = family != "lawful" and people <= max(self.up_to.values()) and (family, people) != ("tight", 100_000)
        model = os.path.join(self.folder, f"{family}-{people}-{seed}.json") if has_model else None
        run = self.ours(family, people, seed, model)
        rivals = self.rivals(family, people, seed, model) if has_model else {}
        return {"run": run, "rivals": rivals}


def gap_goal(people):
    """How far a roster may be from the best one, as a part of the bound."""
    return 0.0003 if people <= 1_200 else 0.0005 if people <= 10_000 else 0.003


def percent(part, digits=3):
    return f"{100 * part:.{digits}f}%"


def seconds(value):
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def below(value, best):
    return percent((best - value) / best)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def our_rows(cases):
    for case in cases:
        runs = case["runs"]
        ours = [run["ours"] for run in runs]
        more = [run["ours"]["checked"]["filled"] / run["greedy"]["filled"] - 1 for run in runs]
        greedy = [1 - run["greedy"]["value"] / run["ours"]["bound"] for run in runs]
        yield [
            f"{case['family']} {case['people']:,}",
            str(len(runs)),
            f"{runs[0]['lines']:,} / {runs[0]['slots']:,} / {runs[0]['pairs']:,}",
            percent(statistics.median(run["gap"] for run in ours), 4),
            percent(max(run["gap"] for run in ours), 4),
            percent(statistics.median(greedy), 1),
            f"{runs[0]['greedy']['filled']:,} → {ours[0]['checked']['filled']:,} (+{percent(statistics.median(more), 1)})",
            seconds(statistics.median(run["cpu"] for run in ours)),
            percent(statistics.median(run["eligibility_share"] for run in ours), 0),
            percent(statistics.median(run["hours_share"] for run in ours), 0),
            str(max(run["megabytes"] or 0 for run in ours)),
        ]


def rival_rows(cases):
    names = {"lp": "HiGHS LP", "mip": "HiGHS MIP", "cp": f"CP-SAT, {CP_WORKERS} workers"}
    for case in cases:
        for kind, outcome in case["rivals"].items():
            ours = case["run"]["ours"]
            if outcome is None:
                yield [f"{case['family']} {case['people']:,}", names[kind], "no answer", "", "", "", "", ""]
                continue
            reached = outcome["objective"]
            checked = outcome.get("checked")
            yield [
                f"{case['family']} {case['people']:,}",
                names[kind],
                outcome["status"] + (", whole numbers" if kind == "lp" and outcome["integral"] else ""),
                f"{reached:,.0f}" if reached is not None else "none",
                f"{outcome['bound']:,.0f}",
                f"{ours['value']:,} ({percent(ours['value'] / reached - 1) if reached else '–'})",
                f"{seconds(outcome['cpu'])} / {seconds(ours['cpu'])} = {outcome['cpu'] / max(ours['cpu'], 1e-9):.0f}",
                "legal" if checked and not checked["violations"] else "–",
            ]


def crowd_rows(cases):
    names = {"cp": "CP-SAT", "mip": "HiGHS MIP"}
    for case in cases:
        if "alone" in case:
            continue
        first, theirs, judged, ours = case["first"], case["theirs"], case["judged"], case["ours"]["ours"]
        yield [
            case["name"].replace(":", " days, "),
            f"{first['lines']:,} / {first['slots']:,} / {first['pairs']:,}",
            names[case["kind"]],
            theirs["status"],
            seconds(theirs["cpu"]),
            f"{judged['value']:,}" if judged else "none",
            f"{judged['filled']:,}" if judged else "–",
            f"{ours['value']:,}",
            f"{ours['checked']['filled']:,}",
            percent(ours["gap"], 3),
            percent((theirs["bound"] - ours["value"]) / ours["value"], 3) if theirs["bound"] < INFINITE else "–",
        ]


def alone_rows(cases):
    for case in cases:
        if case.get("alone"):
            ours = case["alone"]
            yield [
                case["name"].replace(":", " days, "),
                f"{ours['pairs']:,}",
                f"{ours['checked']['filled']:,}",
                percent(ours["gap"], 3),
                seconds(ours["cpu"]),
                str(ours["megabytes"]),
                ours["stopped"],
            ]


def limited_rows(cases):
    for family, people, limit, ours in cases:
        if ours:
            yield [
                f"{family} days, {people:,}",
                f"{ours['lines']:,}",
                limit,
                *(f"{ours[part]:.2f}" for part in ("reading", "matching", "writing")),
                f"{ours['filled']:,}",
                str(ours["violations"]),
                percent(ours["gap"], 1),
            ]


def settings():
    """What was set for this run: the tables hold no more than what was run."""
    names = sorted(name for name in os.environ if name.startswith("MATCHING_") and name != "MATCHING_TRACE")
    told = [f"`{name}='{os.environ[name]}'`" for name in names]
    return f"Run with {', '.join(told)}." if told else "Run with nothing set: all sizes and seeds."


def growth(cases):
    """The exponent of processor time over the sizes, from the first to the last."""
    import math

    for family in ("easy", "tight", "lawful"):
        sized = [case for case in cases if case["family"] == family and case["runs"]]
        if len(sized) > 1:
            first, last = sized[0], sized[-1]
            cpu = [statistics.median(run["ours"]["cpu"] for run in case["runs"]) for case in (first, last)]
            exponent = math.log(cpu[1] / cpu[0]) / math.log(last["people"] / first["people"])
            yield f"- {family}, {first['people']:,} to {last['people']:,} people: processor time grows with the power {exponent:.2f} of the people."


def machine():
    name = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as text:
            models = [line.split(":", 1)[1].strip() for line in text if line.startswith("model name")]
        name = models[0] if models else name
    rustc = subprocess.run(["rustc", "--version"], stdout=subprocess.PIPE, text=True, check=False).stdout.strip()
    return (
        f"{name}, {os.cpu_count()} processors, {platform.system()}; {rustc}; Python {platform.python_version()}; "
        f"highspy {version('highspy')}; ortools {version('ortools')}."
    )


def crowd_parts(cases):
    return [
        "## One ward, one hospital, one city\n",
        "All lines, or all homes, at one place; the number after the name is days. One rival on one processor (MIP and CP-SAT end",
        f"after {MIP_SECONDS:.0f} s and {CP_SECONDS:.0f} s on the clock), then ours for as many processor seconds as it took; the gap is about all pairs.",
        "The last column is how far the rival's bound is above ours at most.\n",
        table(
            ["instance", "lines / slots / pairs", "rival", "ended", "CPU s each", "its value", "filled", "our value", "filled",
             "our gap", "below its bound"],
            crowd_rows(cases),
        ),
        table(
            ["instance", "pairs kept", "filled", "gap", "CPU s", "peak MB", "ended"],
            alone_rows(cases),
        ),
    ]


def limited_parts(cases):
    return [
        "## A limit of time\n",
        "`people-hub match --time-limit`: seconds on the clock that were allowed, and that reading the file, matching (making pairs",
        "included) and writing the text took, beside whatever else the machine did.\n",
        table(
            ["instance", "lines", "limit", "reading", "matching", "writing", "filled", "violations", "gap"],
            limited_rows(cases),
        ),
    ]


def report(cases, changes, others):
    parts = [
        "# Benchmarks of the matching engine\n",
        "Written by `make bench-matching`. The instances are made from their seeds by `matching::generator`; every answer,",
        "the rivals' as well, was looked at by the independent checker. Times are processor seconds, so that other work on",
        "the machine hardly counts; ratios can be compared between machines, seconds can't.\n",
        machine() + "\n",
        settings() + "\n",
        "## Greedy and ours, one thread\n",
        "The gap is what the roster may fall short of the proven bound; solving ends at the goal, or after six rounds.",
        "Greedy gives the most valuable pair first. 'Hours' are",
        "the programs of one person in which a limit of hours or weekly rest decided.\n",
        table(
            ["instance", "seeds", "lines / slots / pairs", "gap, median", "gap, worst", "greedy below the bound",
             "slots filled, greedy → ours (median)", "CPU s", "making pairs", "hours", "peak MB"],
            our_rows(cases),
        ),
        *growth(cases),
        "\n## The same instances with others\n",
        f"The first seed of each size. HiGHS with one thread; MIP and CP-SAT end after {MIP_SECONDS:.0f} s and {CP_SECONDS:.0f} s on the clock.",
        "The ratio is their processor time to ours. 'lawful' instances have rules that these models don't.\n",
        table(
            ["instance", "solver", "ended", "value", "bound", "ours (against theirs)", "CPU s, theirs / ours", "checker"],
            rival_rows(cases),
        ),
        *crowd_parts(others.get("crowds", [])),
        *limited_parts(others.get("limited", [])),
        "## One change after the other\n",
        "300 withdrawals of people who have shifts. The gap is what moving people could still gain once the change penalty is",
        "paid; whenever it is above the goal, the roster is polished. 'Given' are shifts that somebody else does now; 'lost' are",
        "shifts that others lost for it. Both are medians of a withdrawal.\n",
        table(
            ["instance", "median ms", "95% within ms", "given", "lost", "gap, worst", "goal", "polishes", "s a polish", "violations"],
            (
                [f"{family} {people:,}", f"{c['median_ms']:.2f}", f"{c['p95_ms']:.2f}", f"{c['median_added']:.0f}",
                 f"{c['median_lost']:.0f}", percent(c["worst_gap_after_moves"], 4), percent(gap_goal(people), 2),
                 str(c["polishes"]), seconds(c["polish_seconds"]), str(c["violations"])]
                for family, people, c in changes if c
            ),
        ),
        "## Reasons\n",
        "Why a thousand pairs that nobody has are not matched: half may be, half are any. How each is proved is in",
        "`src/matching/tests/proof/explanations.rs`.\n",
        table(
            ["instance", "a rule", "worse", "without a reason", "median ms", "95% within ms"],
            (
                [name, str(r["rules"]), str(r["worse"]), str(r["without"]), f"{r['median_ms']:.3f}", f"{r['p95_ms']:.3f}"]
                for name, r in others.items() if name.startswith("tight ") and r
            ),
        ),
        "## People to posts, exactly\n",
        "5,000 people, 2,000 posts of one to five places, twenty scored pairs a person; the bound is from the prices.\n",
        table(
            ["pairs", "chosen", "score", "bound", "CPU s"],
            (
                [f"{a['pairs']:,}", f"{a['chosen']:,}", f"{a['score']:,}", f"{a['bound']:,}", f"{a['cpu']:.2f}"]
                for a in others.get("assignments", []) if a
            ),
        ),
    ]
    return "\n".join(parts)


def write_report(file, *results):
    text = report(*results)
    with open(file, "w") as out:
        out.write(text)
    print(text)


def main():
    match sys.argv[1:]:
        case ["solve", ("lp" | "mip" | "cp") as kind, model, answer]:
            solve(kind, model, answer)
        case ["all", bench, folder, file]:
            benchmark = Benchmark(bench, folder)
            write_report(file, *benchmark.all())
            for failure in benchmark.failures:
                print(f"bench-matching: {failure}", file=sys.stderr)
            sys.exit(1 if benchmark.failures else 0)
        case ["crowds", bench, folder, file]:
            benchmark = Benchmark(bench, folder)
            with open(file, "w") as out:
                json.dump(benchmark.crowds(), out)
            for failure in benchmark.failures:
                print(f"bench-matching: {failure}", file=sys.stderr)
        case ["limited", bench]:
            print("\n".join(limited_parts(Benchmark(bench, "").limited())))
        case ["section", results]:
            with open(results) as text:
                print("\n".join([settings() + "\n", *crowd_parts(json.load(text))]))
        case ["report", results, file]:
            with open(results) as text:
                write_report(file, *json.load(text))
        case _:
            sys.exit(__doc__)


main()
