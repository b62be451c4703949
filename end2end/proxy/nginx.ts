/** nginx with the configuration that docs/operations.md gives: only names, ports and paths are this machine's. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "./certificate.ts";
import { place, ports, root } from "./places.ts";

/** What is replaced, each of which must be there. */
const OURS: [RegExp, string][] = [
  [/\b10\.0\.0\.11:3000\b/g, `127.0.0.1:${ports.servers[0]}`],
  [/\b10\.0\.0\.12:3000\b/g, `127.0.0.1:${ports.servers[1]}`],
  [/listen 80;/g, `listen 127.0.0.1:${ports.http};`],
  [/listen 443 /g, `listen 127.0.0.1:${ports.https} `],
  [/\/var\/log\/nginx\//g, `${place("nginx")}/`],
  [/\/etc\/nginx\/\S+\.pem/g, paths.certificate],
  [/\/etc\/nginx\/\S+\.key/g, paths.key],
];

function documented(): string {
  const text = readFileSync(join(root, "docs/operations.md"), "utf8");
  const block = /^```nginx\n([\s\S]*?)^```$/m.exec(text)?.[1];
  if (!block) throw new Error("docs/operations.md has no configuration of nginx");
  return OURS.reduce((configuration, [theirs, ours]) => {
    if (!theirs.test(configuration)) throw new Error(`${theirs} is not in the configuration that docs/operations.md gives`);
    return configuration.replace(theirs, ours);
  }, block);
}

/** What Debian's own nginx.conf has around it, but for folders that only root may write to. */
function whole(): string {
  const folder = place("nginx");
  const kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((what) => `${what}_temp_path ${folder}/${what};`);
  const user = process.getuid?.() === 0 ? "user root;" : "";
  return `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; ${user}
events { worker_connections 512; }
http {
${kept.join(" ")}
${documented()}
}
`;
}

export function startNginx() {
  const folder = place("nginx");
  const file = join(folder, "nginx.conf");
  writeFileSync(file, whole());
  // Debian puts it where only root looks for programs.
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  const words = ["-p", folder, "-c", file, "-e", join(folder, "error.log")];
  return spawn("nginx", words, { env, stdio: ["ignore", "ignore", "inherit"] });
}
