/** A certificate that lasts for a day, and is known to the browser by its key alone. */
import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NAME, place } from "./places.ts";

export const paths = { certificate: join(place(), "certificate.pem"), key: join(place(), "key.pem") };

/** Makes it, once a run. */
export function certificate() {
  if (existsSync(paths.certificate)) return;
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const whose = ["-subj", `/CN=${NAME}`, "-addext", `subjectAltName=DNS:${NAME}`];
  execFileSync("openssl", ["req", "-x509", ...kind, "-days", "1", ...whose, "-keyout", paths.key, "-out", paths.certificate], { stdio: "pipe" });
}

/** As Chromium takes it: base64 of SHA-256 of the public key. */
export function keyHash(): string {
  const key = new X509Certificate(readFileSync(paths.certificate)).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest("base64");
}
