import { defineConfig } from "@playwright/test";
import { launchOptions } from "./chromium.ts";
import { addressOf, SERVERS, webServer } from "./server.ts";

const DESK = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

export default defineConfig({
  testDir: "tests",
  globalTeardown: "./tidy-up.ts",
  workers: Number(process.env.PEOPLE_HUB_END2END_WORKERS ?? 2),
  forbidOnly: true,
  retries: 0,
  // axe reads a page of a thousand cells in some ten seconds when both cores are busy.
  timeout: 60_000,
  expect: { timeout: 5_000 },
  reporter: [["list"]],
  use: {
    launchOptions,
    locale: "en-GB",
    timezoneId: "Europe/London",
    screenshot: "only-on-failure",
  },
  webServer: SERVERS.map(webServer),
  // With scripts axe reads every page of every journey; without them, those of one file of their own. Styles are the same with them.
  projects: [
    { name: "desk", testIgnore: /accessibility|islands|layout|one-document/, use: { ...DESK, baseURL: `http://${addressOf("desk")}` } },
    { name: "phone", testIgnore: /accessibility|islands|layout|one-document/, use: { ...PHONE, baseURL: `http://${addressOf("phone")}` } },
    {
      name: "no-scripts",
      testIgnore: /autosave|islands|layout|one-document/,
      use: { ...DESK, baseURL: `http://${addressOf("no-scripts")}`, javaScriptEnabled: false },
    },
    {
      name: "layout",
      testMatch: /layout/,
      use: { ...DESK, baseURL: `http://${addressOf("layout")}`, javaScriptEnabled: false },
    },
    { name: "one-document", testMatch: /islands|one-document/, use: { ...DESK, baseURL: `http://${addressOf("one-document")}` } },
  ],
});
