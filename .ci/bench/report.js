// The rows of a run, on the screen and in docs/performance.md.
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const os = require("node:os");
const { execFileSync } = require("node:child_process");
const { join } = require("node:path");
const { root } = require("./servers.js");

const FILE = join(root, "docs", "performance.md");
/** What people have written below this line stays. */
const KEPT_FROM = "## What falls short, and why";

class Report {
  rows = [];
  versions = [];

  say(words) {
    console.log(`   ${words}`);
  }

  version(words) {
    if (!this.versions.includes(words)) this.versions.push(words);
  }

  /** `goal` is `{ least }` or `{ most }`. */
  row({ name, value, unit, goal, digits, detail }) {
    // What is printed is what is judged.
    const shown = Number(value.toFixed(digits));
    const reached = goal.least === undefined ? shown <= goal.most : shown >= goal.least;
    const words = (number) => `${number}${unit === "" || unit === "×" ? unit : ` ${unit}`}`;
    const row = {
      name,
      value: words(shown.toFixed(digits)),
      goal: goal.least === undefined ? `≤ ${words(goal.most)}` : `≥ ${words(goal.least)}`,
      verdict: reached ? "reached" : "missed",
      detail,
    };
    this.rows.push(row);
    console.log(`${row.verdict.padEnd(8)}${row.value.padStart(11)}  ${row.goal.padEnd(10)} ${row.name}`);
    this.say(`                     ${row.detail}`);
  }

  counts() {
    const missed = this.rows.filter(({ verdict }) => verdict === "missed").length;
    return `${this.rows.length - missed} goals reached, ${missed} missed`;
  }

  write(seconds) {
    const kept = existsSync(FILE) ? readFileSync(FILE, "utf8").split(KEPT_FROM)[1] : undefined;
    const cells = this.rows.map(({ name, value, goal, verdict, detail }) => {
      const shown = verdict === "missed" ? `**${verdict}**` : verdict;
      return `| ${name} | ${value} | ${goal} | ${shown} | ${detail} |`;
    });
    const rust = execFileSync("rustc", ["--version"], { encoding: "utf8" }).split(" ").slice(0, 2).join(" ");
    const machine = `${os.cpus().length} processors (${os.cpus()[0].model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}`;
    const lines = [
      "# Performance",
      "",
      "`make bench` measures the built program and writes this table: all rows in one run, so that ratios are of one machine at one",
      "time. Server, database and load share the machine.",
      "",
      `- When: ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC, in ${Math.round(seconds / 60)} minutes; load on the machine before: ${this.loadBefore}.`,
      `- Machine: ${machine}.`,
      `- Versions: ${[rust, `Node ${process.version}`, ...this.versions].join(", ")}.`,
      `- Outcome: ${this.counts()}.`,
      "",
      "| what | value | goal | | more |",
      "|---|---|---|---|---|",
      ...cells,
      "",
      "## How it is measured",
      "",
      "- **The booking page** is `/career-conversations/book/day` for a signed-in member, without scripts: days with free times. The",
      "  one by hand (`src/bench`) asks the same use cases for the same things, session and permission included, and writes the same",
      "  HTML with maud. Both set `TCP_NODELAY` and have the same allocator. Before anything is timed their visible texts are compared: a difference ends the run.",
      "  They are asked in turn over eight connections, as fast as they answer; the ratio is of the medians of five rounds.",
      "- **More data** is the same demo with ten years behind it: members, advisers who have left and conversations that are over, put",
      "  in with every constraint in force. What can be booked stays the same, so that the same page is made from more data. Its cost",
      "  is the reverse of how many pages a second the machine makes, both sizes in turn.",
      "- **500 a second** arrive whether or not earlier ones have been answered, over up to 64 connections; a request's time counts",
      "  from the moment at which it was due. Pages alone first; then one request in ten books a time as a browser without scripts does.",
      "- **Lighthouse** runs as it comes: a slow phone on a slow network, simulated, five times a page.",
      "",
    ];
    writeFileSync(FILE, `${lines.join("\n")}\n${KEPT_FROM}${kept ?? "\n\nNothing noted yet.\n"}`);
  }
}

module.exports = { Report };
