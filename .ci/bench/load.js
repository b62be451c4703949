// The booking page and the booking under load: against the page written by hand, and on more data.
const { copyFileSync } = require("node:fs");
const { join } = require("node:path");
const { ask, handwritten, processorSeconds, program, runTool, startPostgres, stop } = require("./servers.js");

const MEMBERS = 1_200;
const PEOPLE = Number(process.env.PEOPLE_HUB_BENCH_PEOPLE ?? 100_000);
const CONVERSATIONS = Number(process.env.PEOPLE_HUB_BENCH_BOOKINGS ?? 1_000_000);
const RATE = 500;
/** One request in so many books, where both are measured together. */
const BOOK_EVERY = 10;
/** Not longer: each booking takes one of the demo's free times. */
const OPEN_SECONDS = 10;
const CLOSED = 8;
const OPEN = 64;
const ROUNDS = 5;
const PAGE = "/career-conversations/book/day";

const seconds = Number(process.env.PEOPLE_HUB_BENCH_SECONDS ?? 5);

const words = (number) => number.toLocaleString("en");
const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

async function load(server, members, { rate = 0, connections, bookEvery = 0, firstBooking = 0, seconds: time = seconds }) {
  const text = await runTool("load", server.address, members, rate, time, connections, bookEvery, firstBooking);
  const told = JSON.parse(text);
  if (rate === 0 && told.page.refused > told.page.count / 100) throw new Error(`${told.page.refused} of ${told.page.count} pages were refused`);
  return told;
}

/** What a person reads: no marks, no scripts, one space for many. */
function visibleText(html) {
  const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'", "&#x2F;": "/" };
  return html
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/g, "")
    .replace(/<!--[\s\S]*?-->|<!>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&[#\w]+;/g, (entity) => entities[entity] ?? entity)
    .replace(/\s+/g, " ")
    .trim();
}

/** Serves both as fast as they can in turn, and gives the median of the rounds for each. */
async function inTurn(servers, members) {
  const rounds = servers.map(() => ({ rates: [], processor: [] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, server] of servers.entries()) {
      const before = processorSeconds(server);
      const { page } = await load(server, members, { connections: CLOSED });
      rounds[at].rates.push(page.rate);
      rounds[at].bytes = page.bytes;
      // Warming up takes 2 seconds more than what is counted.
      if (before !== undefined) rounds[at].processor.push(((processorSeconds(server) - before) * 1000 * seconds) / (page.count * (seconds + 2)));
    }
  }
  return rounds.map(({ rates, processor, bytes }) => ({ rate: median(rates), processor: median(processor), bytes }));
}

async function againstHandwritten(report, database, members, cookie) {
  const ours = await program(database, 0);
  const byHand = await handwritten(database, 1);
  try {
    const [one, other] = await Promise.all([ours, byHand].map(({ port }) => ask(port, PAGE, { headers: { cookie } })));
    const [text, same] = [visibleText(one.text), visibleText(other.text)];
    if (one.status !== 200 || text !== same) {
      let at = 0;
      while (text[at] === same[at] && at < text.length) at += 1;
      throw new Error(`the pages differ (${one.status}, ${other.status}): '${text.slice(at, at + 60)}' and '${same.slice(at, at + 60)}'`);
    }
    const [leptos, maud] = await inTurn([ours, byHand], members);
    report.row({
      name: "Booking page, rendered by Leptos against by hand with maud",
      value: leptos.rate / maud.rate,
      unit: "×",
      goal: { least: 0.6 },
      digits: 2,
      detail: `${leptos.rate.toFixed(0)} and ${maud.rate.toFixed(0)} a second; ${leptos.processor?.toFixed(2)} and ${maud.processor?.toFixed(2)} ms of processor each; ${leptos.bytes} and ${maud.bytes} bytes; the same ${text.length} visible characters`,
    });
  } finally {
    await Promise.all([ours, byHand].map(stop));
  }
}

/** The rows of one engine: `small` and `large` are addresses of its two databases. */
async function onMoreData(report, engine, small, large, files) {
  const servers = [await program(small, 2), await program(large, 3)];
  const sizes = [`${words(MEMBERS)} people`, `${words(PEOPLE)} people, ${words(CONVERSATIONS)} bookings`];
  try {
    const costs = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [at, server] of servers.entries()) {
        const { page } = await load(server, files[at], { connections: CLOSED });
        (costs[at] ??= []).push(1000 / page.rate);
      }
    }
    const [few, many] = costs.map(median);
    report.row({
      name: `${engine}: the page's cost at ${sizes[1]}, against ${sizes[0]}`,
      value: many / few,
      unit: "×",
      goal: { most: 1.1 },
      digits: 2,
      detail: `${(1000 / few).toFixed(0)} and ${(1000 / many).toFixed(0)} pages a second at most`,
    });
    for (const [at, server] of servers.entries()) {
      const { page } = await load(server, files[at], { rate: RATE, connections: OPEN, seconds: OPEN_SECONDS });
      const mixed = await load(server, files[at], { rate: RATE, connections: OPEN, bookEvery: BOOK_EVERY, seconds: OPEN_SECONDS });
      const late = ({ p50, p99, count, refused }) => ({
        value: p99,
        unit: "ms",
        goal: { most: 25 },
        digits: 1,
        detail: `p50 ${p50.toFixed(1)} ms; ${count} counted${refused ? `, ${refused} of them refused or not served within 10 s of the last` : ""}`,
      });
      report.row({ name: `${engine}, ${sizes[at]}: page, p99 at ${RATE} a second`, ...late(page) });
      report.row({ name: `${engine}, ${sizes[at]}: booking, p99 at ${RATE} a second, one in ${BOOK_EVERY} books`, ...late(mixed.booking) });
    }
  } finally {
    await Promise.all(servers.map(stop));
  }
}

/** A member's session from a prepared file. */
const cookieIn = (file) => `people-hub-session=${require("node:fs").readFileSync(file, "utf8").split("\t")[0]}`;

/** The demo on an empty database, which is then left. */
async function demoOn(database) {
  await stop(await program(database, 4));
}

async function prepared(database, file) {
  await runTool("prepare", database, MEMBERS, file);
  return file;
}

async function sqlite(folder) {
  const path = (size) => join(folder, `${size}.db`);
  await demoOn(`sqlite:${path("small")}`);
  return { small: `sqlite:${path("small")}`, members: await prepared(`sqlite:${path("small")}`, join(folder, "sqlite-small.tsv")), path };
}

async function grown(report, database) {
  const began = Date.now();
  await runTool("fill", database, PEOPLE, CONVERSATIONS);
  report.say(`${words(CONVERSATIONS)} bookings made in ${Math.round((Date.now() - began) / 1000)} s`);
}

async function sqliteOnMoreData(report, folder, { small, path }) {
  copyFileSync(path("small"), path("large"));
  const large = `sqlite:${path("large")}`;
  await grown(report, large);
  // Both at the same time: a session that has not been used for five minutes is written to again.
  const files = [await prepared(small, join(folder, "sqlite-again.tsv")), await prepared(large, join(folder, "sqlite-large.tsv"))];
  await onMoreData(report, "SQLite", small, large, files);
}

async function postgresOnMoreData(report, folder) {
  const postgres = startPostgres();
  report.versions.push(postgres.version);
  try {
    postgres.sql("CREATE DATABASE small");
    await demoOn(postgres.url("small"));
    postgres.sql("CREATE DATABASE large TEMPLATE small");
    await grown(report, postgres.url("large"));
    const files = [];
    for (const size of ["small", "large"]) files.push(await prepared(postgres.url(size), join(folder, `postgres-${size}.tsv`)));
    await onMoreData(report, "PostgreSQL", postgres.url("small"), postgres.url("large"), files);
  } finally {
    postgres.stop();
  }
}

module.exports = { PAGE, againstHandwritten, cookieIn, median, postgresOnMoreData, sqlite, sqliteOnMoreData };
