import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";
import { webServer } from "./server.ts";

/** Pictures for the documents: `make screenshots`. */
export default defineConfig({
  ...journeys,
  testDir: "screenshots",
  workers: 1,
  webServer: ["desk" as const, "phone" as const].map(webServer),
  projects: journeys.projects?.filter(({ name }) => name === "desk" || name === "phone"),
});
