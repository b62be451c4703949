import type { Page } from "@playwright/test";
import { expect, signInAs, test } from "./fixtures.ts";
import { READERS, walk } from "./walk.ts";

const PHONE = { width: 390, height: 844 };
const NARROW = { width: 320 };
const TALLEST_HEADER = 116;
/** What an A4 page is wide between its margins: 180 mm. */
const PAPER = { width: 680, height: 1009 };

/** WCAG 2.2, 1.4.12: what people may set for themselves. */
const TEXT_SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";

/** What nobody can use on paper. */
const CONTROLS = "button, .nhsuk-button, .nhsuk-header__account, .nhsuk-header__navigation, .nhsuk-back-link, .app-views, .nhsuk-footer, .nhsuk-pagination, .app-demo, .app-filter";

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** The page with other styles for as long as `look` looks at it. Styles made by scripts of the test, which the policy does not hold up. */
async function styled<T>(page: Page, css: string, look: () => Promise<T>): Promise<T> {
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, css);
  const found = await look();
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
  return found;
}

/** What is wrong with the page in print. */
async function faultsOnPaper(page: Page): Promise<string[]> {
  return page.evaluate((controls) => {
    const faults: string[] = [];
    const isSeen = (element: Element) => element.getClientRects().length > 0;
    const seen = [...document.querySelectorAll(controls)].filter(isSeen);
    if (seen.length > 0) faults.push(`controls: ${[...new Set(seen.map((one) => one.className || one.tagName))].join(", ")}`);
    const links = [...document.querySelectorAll("a")];
    if (links.some((link) => getComputedStyle(link, "::after").content.includes("Link"))) faults.push("addresses of links");
    const paper = document.documentElement.clientWidth;
    for (const table of document.querySelectorAll("table")) {
      if (getComputedStyle(table.querySelector("thead")!).display !== "table-header-group") faults.push("a table without its head");
      const cells = [...table.querySelectorAll("th, td")];
      if (cells.some((cell) => cell.getBoundingClientRect().right > paper + 1)) faults.push("a column beyond the paper");
    }
    const name = document.querySelector(".nhsuk-header__service-name")!;
    const background = getComputedStyle(document.querySelector(".nhsuk-header")!).backgroundColor;
    if (getComputedStyle(name).color !== "rgb(0, 0, 0)" || background !== "rgb(255, 255, 255)") faults.push("the name isn't black on white");
    const printed = document.querySelector(".app-printed");
    if (!printed || !isSeen(printed)) faults.push("neither when nor by whom");
    return faults;
  }, CONTROLS);
}

/** The header's height on a phone, and on the narrowest, with as many new notifications as the bell says. */
async function heightsOfHeader(page: Page): Promise<number[]> {
  const heights: number[] = [];
  await page.evaluate(() => {
    const bell = document.querySelector('header [href="/notifications"]');
    bell?.querySelector(".app-unread")?.remove();
    bell?.insertAdjacentHTML("beforeend", '<span class="app-unread">99+</span>');
  });
  for (const width of [PHONE.width, NARROW.width]) {
    await page.setViewportSize({ ...PHONE, width });
    heights.push(await page.evaluate(() => document.querySelector("header")!.getBoundingClientRect().height));
  }
  await page.setViewportSize(PHONE);
  return heights;
}

/** What is wrong with the page at large text, with wide spacing and on paper. */
async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const heights = await heightsOfHeader(page);
  if (heights.some((height) => height > TALLEST_HEADER)) faults.push(`a header ${heights.join(" and ")} px high`);
  const large = await styled(page, ":root { font-size: 200% }", () => overflow(page));
  if (large > 0) faults.push(`${large} px too wide at 200% text`);
  const spaced = await styled(page, TEXT_SPACING, () => overflow(page));
  if (spaced > 0) faults.push(`${spaced} px too wide with text spacing`);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize(PAPER);
  const wide = await overflow(page);
  if (wide > 0) faults.push(`${wide} px wider than the paper`);
  faults.push(...(await faultsOnPaper(page)));
  await page.emulateMedia({ media: null });
  await page.setViewportSize(PHONE);
  return faults;
}

for (const reader of READERS) {
  test(`the pages of the ${reader} fit a phone with large text, and A4`, async ({ page, gate }) => {
    test.slow();
    gate.allow(404);
    await page.setViewportSize(PHONE);
    if (reader !== "visitor") await signInAs(page, reader);
    const faults: string[] = [];
    const unmet = await walk(page, reader, {
      go: (path) => page.goto(path),
      look: async (route) => void faults.push(...(await faultsOf(page)).map((fault) => `${route}: ${fault}`)),
    });
    expect(faults).toEqual([]);
    expect(unmet).toEqual([]);
  });
}
