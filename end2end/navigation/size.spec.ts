import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { built } from "./site.ts";

/** kB of 1,000 bytes, brotli as it is served. */
const MOST = 75_000;

test("the client fits its budget", () => {
  const sizes = ["start.js", "client.js", "client.wasm"].map((file) => [file, brotliCompressSync(readFileSync(built(file))).length] as const);
  const sum = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log("client, brotli:", Object.fromEntries(sizes), "sum", sum);
  expect(sum).toBeLessThanOrEqual(MOST);
});
