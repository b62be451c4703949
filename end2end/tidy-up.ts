import { rmSync } from "node:fs";
import { folder } from "./server.ts";

/** Removes the databases and emails of this run. */
export default function tidyUp() {
  rmSync(folder, { recursive: true, force: true });
}
