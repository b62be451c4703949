/** What a journey costs whoever makes it with a thumb. */
import type { Locator, Page } from "@playwright/test";

/** Seconds a tap, a screen, a character and a screenful of scrolling take. */
const SECONDS = { taps: 1.1, screens: 1.35, characters: 0.35, scrolled: 0.7 };

export interface Count {
  taps: number;
  /** Pages that one came to. */
  screens: number;
  characters: number;
  /** How far somebody scrolls to what they tap, in screenfuls. */
  scrolled: number;
}

export const seconds = (count: Count): number =>
  Object.entries(SECONDS).reduce((sum, [what, each]) => sum + count[what as keyof Count] * each, 0);

/** Counts what is done by `tap` and `type`. */
export function counting(page: Page) {
  const count: Count = { taps: 0, screens: 0, characters: 0, scrolled: 0 };
  let at = page.url();
  const arrived = () => {
    if (page.url().split("#")[0] !== at.split("#")[0]) count.screens += 1;
    at = page.url();
  };
  const reach = async (element: Locator) => {
    arrived();
    const { bottom, height } = await element.evaluate((it) => ({ bottom: it.getBoundingClientRect().bottom, height: innerHeight }));
    count.taps += 1;
    count.scrolled += Math.max(0, bottom - height) / height;
  };
  const tap = async (element: Locator) => {
    await reach(element);
    await element.click();
  };
  /** Taps the field, and types. */
  const type = async (element: Locator, text: string) => {
    await tap(element);
    count.characters += text.length;
    await element.fill(text);
  };
  const screens = () => page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
  return { count, tap, type, screens, arrived };
}
