import type { CDPSession, Page } from "@playwright/test";
import { expect, expectSameDocument, test, visit } from "./fixtures.ts";
import { pkg } from "./site.ts";

const ROUND = ["/form", "/list", "/done", "/"];

async function metrics(page: Page, session: CDPSession) {
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  const wasm = await page.evaluate(async (script) => (await (await import(script)).default()).memory.buffer.byteLength, pkg("client.js"));
  return { listeners: of("JSEventListeners"), nodes: of("Nodes"), documents: of("Documents"), heap: of("JSHeapUsedSize"), wasm };
}

/** In the page itself: a turn of Playwright's for each would take longer than the navigation. */
async function navigate(page: Page, times: number) {
  await page.evaluate(
    async ({ round, times }) => {
      const shown = (to: string) =>
        new Promise<void>((done) => {
          new MutationObserver((_, observer) => {
            if (document.body.dataset.path !== to) return;
            observer.disconnect();
            done();
          }).observe(document.body, { attributes: true });
        });
      for (let at = 0; at < times; at += 1) {
        const to = round[at % round.length];
        const link = document.querySelector<HTMLAnchorElement>("header a")!;
        link.setAttribute("href", to);
        const arrived = shown(to);
        link.click();
        await arrived;
        await new Promise((done) => setTimeout(done));
      }
    },
    { round: ROUND, times },
  );
}

test("200 navigations leave no listeners, nodes or memory behind", async ({ page, server }, info) => {
  test.slow();
  await visit(page, server, "/");
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await navigate(page, 40);
  const before = await metrics(page, session);
  await navigate(page, 200);
  const after = await metrics(page, session);
  info.annotations.push({ type: "measured", description: JSON.stringify({ before, after }) });
  console.log("200 navigations:", JSON.stringify({ before, after }));
  expect(after.listeners).toBeLessThanOrEqual(before.listeners + 2);
  expect(after.nodes).toBeLessThanOrEqual(before.nodes + 200);
  expect(after.documents).toBeLessThanOrEqual(before.documents + 2);
  expect(after.heap).toBeLessThanOrEqual(before.heap + 300_000);
  expect(after.wasm).toBe(before.wasm);
  await expectSameDocument(page);
  expect(server.documents()).toBe(1);
});
