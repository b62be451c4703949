import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";
import { webServer } from "./server.ts";

const project = (name: string) => journeys.projects?.find((each) => each.name === name);

/** Pictures for the documents: `make screenshots`. */
export default defineConfig({
  ...journeys,
  testDir: "screenshots",
  workers: 1,
  webServer: ["desk" as const, "phone" as const].map(webServer),
  projects: [
    // What journeys take is measured with a thumb.
    { ...project("desk"), testIgnore: /experience/ },
    { ...project("phone"), testIgnore: [] },
  ],
});
