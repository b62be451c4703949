// People Hub as docs/operations.md has it: two servers on one PostgreSQL behind nginx with HTTP/2.
//   npx playwright test --config proxy
// It needs the built program and site, nginx, openssl and PostgreSQL's programs.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "../chromium.ts";
import { certificate, keyHash } from "./certificate.ts";
import { NAME, ports } from "./places.ts";

certificate();

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results/proxy",
  globalTeardown: "../tidy-up.ts",
  // One service, which the tests upgrade and stop.
  workers: 1,
  forbidOnly: true,
  retries: 0,
  // A whole booking, on a machine that does much else.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    baseURL: `https://${NAME}`,
    launchOptions: {
      ...launchOptions,
      args: [
        ...launchOptions.args,
        // The name and its port lead to this machine's nginx, whose certificate is as good as one that an authority has signed.
        `--host-resolver-rules=MAP ${NAME}:443 127.0.0.1:${ports.https}`,
        `--ignore-certificate-errors-spki-list=${keyHash()}`,
      ],
    },
    locale: "en-GB",
    timezoneId: "Europe/London",
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
  },
  projects: [{ name: "proxy" }],
});
