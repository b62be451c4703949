/** A PostgreSQL of this run's own, which listens at a socket in its folder. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folder } from "../server.ts";
import { place } from "./places.ts";

const DEBIAN = "/usr/lib/postgresql";

function programs(): string {
  const found = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, "bin")) : [];
  try {
    found.unshift(execFileSync("pg_config", ["--bindir"], { encoding: "utf8" }).trim());
  } catch {
    // Debian keeps it with what programs are built with.
  }
  const bin = found.find((each) => existsSync(join(each, "initdb")));
  if (!bin) throw new Error("PostgreSQL is missing: '.ci/scripts/install test' says how to get it");
  return bin;
}

export class Postgres {
  private readonly bin = programs();
  // A worker that ends on a failed test leaves its own behind.
  private readonly socket = mkdtempSync(join(place(), "postgres-"));
  private readonly data = join(this.socket, "data");
  private isRunning = false;
  readonly url = `postgres://postgres@localhost/postgres?host=${this.socket}`;

  start() {
    if (process.getuid?.() === 0) {
      execFileSync("chmod", ["755", folder]);
      execFileSync("chown", ["postgres:postgres", this.socket]);
    }
    this.run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync", "-D", this.data);
    const options = `-c listen_addresses= -c unix_socket_directories=${this.socket} -c fsync=off -c max_connections=200`;
    this.run("pg_ctl", "start", "--wait", "-D", this.data, "-l", join(this.socket, "log"), "-o", options);
    this.isRunning = true;
  }

  stop() {
    if (this.isRunning) this.run("pg_ctl", "stop", "--mode=immediate", "-D", this.data);
  }

  /** What a statement gives, as text. */
  sql(statement: string): string {
    return this.run("psql", "--no-psqlrc", "-At", "-h", this.socket, "-U", "postgres", "-c", statement).trim();
  }

  /** PostgreSQL refuses to run as root. */
  private run(program: string, ...words: string[]): string {
    const command = [join(this.bin, program), ...words];
    if (process.getuid?.() === 0) command.unshift("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups");
    // What pg_ctl starts keeps its output open.
    return execFileSync(command[0]!, command.slice(1), { encoding: "utf8", cwd: tmpdir(), stdio: ["ignore", program === "pg_ctl" ? "ignore" : "pipe", "ignore"] }) ?? "";
  }
}
