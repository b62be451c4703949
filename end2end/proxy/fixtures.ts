import type { Page } from "@playwright/test";
import { expect, test as base } from "../tests/fixtures.ts";
import { Service } from "./service.ts";

/** The browser's gate of the journeys, in front of the whole service. */
export const test = base.extend<object, { service: Service }>({
  service: [
    // eslint-disable-next-line no-empty-pattern -- Playwright asks for it
    async ({}, use) => {
      const service = new Service();
      try {
        await service.start();
        await use(service);
      } finally {
        await service.end();
      }
    },
    { scope: "worker", timeout: 300_000 },
  ],
});

export { expect };

/** From now on it can be told whether the document is still this one. */
export const mark = (page: Page) => page.evaluate(() => void Object.assign(window, { mark: "here" }));
export const isMarked = (page: Page) => page.evaluate(() => "mark" in window);
