// The client alone, in Chromium, against pages of a small server of its own: npx playwright test --config navigation
// It needs what .ci/scripts/build-browser leaves in target/site, and nothing else.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "../chromium.ts";

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results/navigation",
  fullyParallel: true,
  workers: Number(process.env.PEOPLE_HUB_END2END_WORKERS ?? 2),
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: { launchOptions, locale: "en-GB", timezoneId: "Europe/London", viewport: { width: 1000, height: 600 } },
});
