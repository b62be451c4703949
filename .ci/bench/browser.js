// Cold start, memory, and what Lighthouse says of five pages on a phone.
const { execFileSync, spawn } = require("node:child_process");
const { accessSync, constants, readFileSync, readdirSync } = require("node:fs");
const { delimiter, join } = require("node:path");
const { ask, binary, memoryMiB, program, root, signIn, sleep, stop } = require("./servers.js");
const { PAGE, median } = require("./load.js");

const TIMES = 5;
const PERSONAS = ["amina.yusuf", "david.okafor", "helen.marsh", "priya.nair"].map((name) => `${name}@example.nhs.uk`);
const LIGHTHOUSE_PAGES = ["/", "/career-conversations", "/sign-in", "/accessibility", PAGE];
const CATEGORIES = { performance: 98, accessibility: 100, "best-practices": 100 };

async function coldStart(report, folder) {
  const database = `sqlite:${join(folder, "empty.db")}`;
  const env = { ...process.env, PEOPLE_HUB_DATABASE_URL: database };
  execFileSync(binary, ["migrate"], { cwd: root, env, stdio: "ignore" });
  const times = [];
  for (let time = 0; time < TIMES; time += 1) {
    const server = await program(database, 5, { args: [] });
    times.push(server.took);
    await stop(server);
  }
  report.row({
    name: "Cold start: from the start of the program to ready",
    value: median(times),
    unit: "ms",
    goal: { most: 150 },
    digits: 0,
    detail: `median of ${TIMES}: ${times.map((time) => time.toFixed(0)).join(", ")}; SQLite with every migration, no demo`,
  });
}

/** Every page that needs no identifier in its address, from the list that the tests hold against the router. */
function pages() {
  const folder = join(root, "docs", "authorisation");
  const areas = readdirSync(folder).filter((file) => file.endsWith(".toml"));
  const listed = areas.map((file) => readFileSync(join(folder, file), "utf8")).join("").matchAll(/^"(\/[^"]*)" = /gm);
  return [...listed].map(([, path]) => path).filter((path) => !/[{]|^\/(api|health|live|download|calendar)\b/.test(path));
}

async function idleMemory(report, database) {
  const server = await program(database, 6);
  try {
    let shown = 0;
    for (const email of PERSONAS) {
      const cookie = await signIn(server, email);
      for (const path of pages()) {
        const { status } = await ask(server.port, path, { headers: { cookie } });
        if (status >= 500) throw new Error(`${path} answered ${status}`);
        if (status === 200) shown += 1;
      }
    }
    await sleep(5_000);
    report.row({
      name: "Memory when idle, after a first request to each page",
      value: memoryMiB(server),
      unit: "MiB",
      goal: { most: 64 },
      digits: 0,
      detail: `${pages().length} addresses asked for by each of ${PERSONAS.length} people, ${shown} pages shown; resident set`,
    });
  } finally {
    await stop(server);
  }
}

function chromium() {
  const runs = (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  const folders = (process.env.PATH ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  const found = process.env.CHROMIUM ?? [...names.flatMap((name) => folders.map((each) => join(each, name))), mac].find(runs);
  if (!found) throw new Error("Chromium is missing: 'sudo apt-get install chromium', or set CHROMIUM to a browser's path");
  return found;
}

const FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --no-first-run";

/** A browser that recorded nothing of the page says nothing about it: it is asked again, three times at most. */
async function lighthouse(url, headers, triesLeft = 2) {
  try {
    return await runLighthouse(url, headers);
  } catch (error) {
    if (triesLeft === 0) throw error;
    console.error(`${error.message}; running it again`);
    return lighthouse(url, headers, triesLeft - 1);
  }
}

function runLighthouse(url, headers) {
  const command = join(__dirname, "node_modules", "lighthouse", "cli", "index.js");
  const args = [command, url, "--quiet", "--output=json", "--output-path=stdout", `--chrome-flags=${FLAGS}`];
  args.push(`--only-categories=${Object.keys(CATEGORIES).join(",")}`, "--no-enable-error-reporting");
  if (headers) args.push(`--extra-headers=${JSON.stringify(headers)}`);
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, CHROME_PATH: chromium() } });
    let text = "";
    child.stdout.on("data", (chunk) => (text += chunk));
    child.on("error", fail);
    child.on("exit", (code) => (code === 0 ? done(JSON.parse(text)) : fail(new Error(`Lighthouse ended with ${code} at ${url}`))));
  });
}

/** What Lighthouse found wanting, by the weight it gives it. */
function wanting({ categories, audits }) {
  const lacking = Object.keys(CATEGORIES).flatMap((category) =>
    categories[category].auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9),
  );
  return [...new Set(lacking.map(({ id }) => `${id}${audits[id].displayValue ? ` ${audits[id].displayValue}` : ""}`))];
}

async function lighthouseRows(report, database, cookie) {
  const server = await program(database, 7);
  try {
    for (const path of LIGHTHOUSE_PAGES) {
      const isSignedIn = path === PAGE;
      const results = [];
      for (let time = 0; time < TIMES; time += 1) {
        results.push(await lighthouse(`http://${server.address}${path}`, isSignedIn ? { Cookie: cookie } : undefined));
      }
      report.version(`Lighthouse ${results[0].lighthouseVersion}`);
      report.version(results[0].environment.hostUserAgent.match(/Chrome\/\d+/)?.[0] ?? "Chromium");
      const scores = (category) => results.map(({ categories }) => Math.round(categories[category].score * 100));
      const middle = (audit) => median(results.map(({ audits }) => audits[audit].numericValue));
      for (const [category, least] of Object.entries(CATEGORIES)) {
        const all = scores(category);
        const timing = `largest paint ${(middle("largest-contentful-paint") / 1000).toFixed(1)} s, blocked ${middle("total-blocking-time").toFixed(0)} ms, shift ${middle("cumulative-layout-shift").toFixed(3)}`;
        const lacking = median(all) < least ? `; wanting: ${wanting(results[0]).join(", ") || "nothing by itself"}` : "";
        report.row({
          name: `Lighthouse, phone, ${path}${isSignedIn ? " (signed in)" : ""}: ${category.replace("-", " ")}`,
          value: median(all),
          unit: "",
          goal: { least },
          digits: 0,
          detail: `median of ${all.join(", ")}${category === "performance" ? `; ${timing}` : ""}${lacking}`,
        });
      }
    }
  } finally {
    await stop(server);
  }
}

module.exports = { coldStart, idleMemory, lighthouseRows };
