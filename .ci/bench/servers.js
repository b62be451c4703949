// Starts and stops what is measured: the program, the page written by hand, and a PostgreSQL of our own.
const { execFileSync, spawn } = require("node:child_process");
const { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync } = require("node:fs");
const http = require("node:http");
const { tmpdir } = require("node:os");
const { join, resolve } = require("node:path");

const root = resolve(__dirname, "../..");
const release = join(resolve(root, process.env.CARGO_TARGET_DIR ?? "target"), "release");
const binary = process.env.PEOPLE_HUB_BINARY ?? join(release, "people-hub");
const tool = process.env.PEOPLE_HUB_BENCH_TOOL ?? join(release, "bench");
const site = process.env.LEPTOS_SITE_ROOT ?? join(root, "target", "site");
const base = Number(process.env.PEOPLE_HUB_BENCH_PORT ?? 3390);
const isRoot = process.getuid() === 0;

const now = () => Number(process.hrtime.bigint()) / 1e6;
const sleep = (milliseconds) => new Promise((later) => setTimeout(later, milliseconds));
const agent = new http.Agent({ keepAlive: false });
const running = new Set();
/** Where everything lies that is made for this run. */
let folder;

function ask(port, path, { method = "GET", headers = {}, body } = {}) {
  return new Promise((done, fail) => {
    const request = http.request({ host: "127.0.0.1", port, path, method, headers, agent }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => (text += chunk));
      response.on("end", () => done({ status: response.statusCode, headers: response.headers, text }));
      response.on("error", fail);
    });
    request.on("error", fail);
    request.end(body);
  });
}

/** Starts a program that listens at the port; `started` is the time of that. */
function start(program, args, port, env = {}) {
  const log = openSync(join(folder, "log"), "a");
  const started = now();
  const child = spawn(program, args, {
    cwd: root,
    // It logs as it always does, to a file as it would under a supervisor.
    stdio: ["ignore", "ignore", log],
    env: { ...process.env, LEPTOS_SITE_ROOT: site, ...env },
  });
  closeSync(log);
  const server = { child, port, started, address: `127.0.0.1:${port}`, ended: new Promise((done) => child.on("exit", done)) };
  running.add(server);
  server.ended.then(() => running.delete(server));
  return server;
}

/** Milliseconds from the start of the process to its first answer that it is ready. */
async function ready(server) {
  for (;;) {
    if (server.child.exitCode !== null) throw new Error(`the server at ${server.address} ended by itself: ${readFileSync(join(folder, "log"), "utf8").slice(-300)}`);
    if (now() - server.started > 600_000) throw new Error(`the server at ${server.address} is not ready within ten minutes`);
    try {
      if ((await ask(server.port, "/health/ready")).status === 200) return now() - server.started;
    } catch {
      // Not listening yet.
    }
    await sleep(1);
  }
}

async function stop(server) {
  server.child.kill("SIGTERM");
  await Promise.race([server.ended, sleep(10_000)]);
  server.child.kill("SIGKILL");
  await server.ended;
}

async function program(database, place, { args = ["--demo"], env = {} } = {}) {
  const port = base + place;
  const server = start(binary, ["serve", ...args], port, {
    PEOPLE_HUB_ADDR: `127.0.0.1:${port}`,
    PEOPLE_HUB_DATABASE_URL: database,
    PEOPLE_HUB_MAIL: `file:${join(folder, "mail")}`,
    ...env,
  });
  server.took = await ready(server);
  return server;
}

async function handwritten(database, place) {
  const server = start(tool, ["handwritten", database, `127.0.0.1:${base + place}`], base + place);
  await ready(server);
  return server;
}

const useFolder = (path) => (folder = path);

/** Seconds of both processors that a process has used. */
function processorSeconds({ child }) {
  if (process.platform !== "linux") return undefined;
  // The name, in brackets, may hold spaces; a hundredth of a second is one tick.
  const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const memoryMiB = ({ child }) => Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" })) / 1024;

function postgresPrograms() {
  const found = [];
  try {
    found.push(execFileSync("pg_config", ["--bindir"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim());
  } catch {
    // Debian keeps it with the programs.
  }
  const debian = "/usr/lib/postgresql";
  if (existsSync(debian)) found.push(...readdirSync(debian).map((version) => join(debian, version, "bin")));
  const bin = found.find((each) => existsSync(join(each, "initdb")));
  if (!bin) throw new Error("PostgreSQL is missing: 'sudo apt-get install postgresql'");
  return bin;
}

/** A PostgreSQL of this run, at a socket in the run's folder. It refuses to run as root. */
function startPostgres() {
  const bin = postgresPrograms();
  const cluster = join(folder, "postgres");
  const data = join(cluster, "data");
  const run = (name, ...args) => {
    const command = [join(bin, name), ...args];
    if (isRoot) command.unshift("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
    return execFileSync(command[0], command.slice(1), { encoding: "utf8", cwd: tmpdir(), stdio: ["ignore", "pipe", "pipe"] });
  };
  mkdirSync(cluster);
  if (isRoot) {
    execFileSync("chmod", ["755", folder]);
    execFileSync("chown", ["postgres:postgres", cluster]);
  }
  run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "-D", data);
  // What an operator would set on a machine of this size (docs/operations.md leaves it to them); nothing that trades safety.
  const settings = ["listen_addresses=", `unix_socket_directories=${cluster}`, "max_connections=100", "shared_buffers=512MB", "max_wal_size=4GB"];
  run("pg_ctl", "start", "--wait", "-D", data, "-l", join(cluster, "log"), "-o", settings.map((each) => `-c ${each}`).join(" "));
  return {
    version: run("postgres", "--version").trim(),
    url: (name) => `postgres://postgres@localhost/${name}?host=${cluster}`,
    sql: (text) => run("psql", "--no-psqlrc", "-At", "-h", cluster, "-U", "postgres", "-c", text).trim(),
    stop: () => run("pg_ctl", "stop", "--mode=immediate", "-D", data),
  };
}

/** Stops whatever still runs. */
const stopAll = () => Promise.all([...running].map(stop));

/** The session cookie of one of the demo's people. */
async function signIn(server, email) {
  const body = `form%5Bemail%5D=${encodeURIComponent(email)}`;
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    "sec-fetch-site": "same-origin",
  };
  const answer = await ask(server.port, "/api/demo/sign-in", { method: "POST", headers, body });
  if (answer.status !== 200) throw new Error(`signing in as ${email} answered ${answer.status}`);
  return answer.headers["set-cookie"][0].split(";")[0];
}

module.exports = {
  ask, binary, handwritten, memoryMiB, now, processorSeconds, program, root, runTool, signIn, site, sleep, startPostgres, stop,
  stopAll, tool, useFolder,
};

/** Runs the bench's own program and gives what it prints. */
function runTool(...args) {
  return new Promise((done, fail) => {
    const child = spawn(tool, args.map(String), { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk) => (text += chunk));
    child.on("error", fail);
    child.on("exit", (code) => (code === 0 ? done(text) : fail(new Error(`bench ${args[0]} ended with ${code}`))));
  });
}
