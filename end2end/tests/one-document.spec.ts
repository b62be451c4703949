import type { Page } from "@playwright/test";
import { expect, signInAs, test, visit } from "./fixtures.ts";
import { READERS, walk } from "./walk.ts";

/** What stands in the body, but for what a navigation leaves there and for what is new with each answer. */
async function bodyOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const body = document.body.cloneNode(true) as HTMLElement;
    body.querySelector("#client-status")?.remove();
    for (const focused of body.querySelectorAll("[tabindex]")) focused.removeAttribute("tabindex");
    return body.outerHTML.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "ID");
  });
}

/** Follows a link of the page's own origin that nobody sees, and waits for where it leads. */
async function follow(page: Page, path: string, end: string) {
  await page.evaluate((path) => {
    const link = document.createElement("a");
    link.href = path;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await expect(page).toHaveURL(end);
  await expect(page.locator("main")).not.toHaveAttribute("aria-busy");
}

for (const reader of READERS) {
  test(`the pages of the ${reader} come in one document, as they would if each was loaded`, async ({ page, gate }) => {
    test.slow();
    gate.allow(404);
    let documents = 0;
    page.on("request", (request) => (documents += request.isNavigationRequest() && request.frame() === page.mainFrame() ? 1 : 0));
    if (reader === "visitor") await visit(page, "/");
    else await signInAs(page, reader);
    await page.evaluate(() => Object.assign(window, { mark: "here" }));
    const loaded = await page.context().newPage();
    const unmet = await walk(page, reader, {
      go: async (path) => {
        await visit(loaded, path);
        await follow(page, path, loaded.url());
      },
      look: async (route) => {
        if (loaded.url() !== page.url()) await visit(loaded, page.url());
        await expect.poll(async () => (await bodyOf(page)) === (await bodyOf(loaded)), { message: `${route} is the same` }).toBe(true);
      },
    });
    expect(unmet).toEqual([]);
    expect(await page.evaluate(() => (window as unknown as { mark?: string }).mark)).toBe("here");
    expect(documents, "one document was loaded").toBe(1);
  });
}
