/** What the journeys of every day cost on a phone, from home and with visible controls only: docs/experience.md. */
import type { Page } from "@playwright/test";
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Count, counting, seconds } from "../tests/counting.ts";
import { banner, expect, expectArrived, heading, liftBookingLimits, type Persona, signInAs, test, visit } from "../tests/fixtures.ts";

type Hand = ReturnType<typeof counting>;

interface Journey {
  what: string;
  as: Persona;
  /** As it was before the experience was worked on: taps, screens, scrolling, seconds. */
  before: string;
  /** What the best of the others take. */
  peer: string;
  go: (page: Page, hand: Hand) => Promise<void>;
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();
const link = (page: Page, name: string | RegExp) => page.getByRole("main").getByRole("link", { name }).first();
const option = (page: Page, words: string, at = 0) => page.locator("label").filter({ hasText: words }).nth(at);
const view = (page: Page, name: RegExp) => page.locator(".app-views").getByRole("link", { name });
const arrive = async (page: Page, name: string | RegExp) => {
  await expect(heading(page)).toHaveText(name);
  await expectArrived(page);
};

async function chooseDayAndTime(page: Page, { tap }: Hand): Promise<void> {
  await tap(page.locator(".app-days a").first());
  await arrive(page, /: what time\?$/);
  await tap(page.locator(".app-times button").first());
}

const JOURNEYS: Journey[] = [
  {
    what: "Book by video",
    as: "member",
    before: "10 · 8 · 9.4 · 31 s",
    peer: "Cal.com: 3 to 4 taps, 10 to 12 s, and asks neither topic nor way",
    go: async (page, hand) => {
      await hand.tap(button(page, "Book a career conversation"));
      await arrive(page, "What day suits you?");
      await chooseDayAndTime(page, hand);
      await arrive(page, "What would you like to talk about?");
      await hand.tap(option(page, "Apprenticeships"));
      await hand.tap(button(page, "Continue"));
      await arrive(page, /^Check/);
      await hand.tap(button(page, "Book this conversation"));
      await arrive(page, "Your conversation is booked");
    },
  },
  {
    what: "Move it",
    as: "member",
    before: "4 · 4 · 8.3 · 17 s",
    peer: "Cal.com: 3 to 4 taps, 9 s",
    go: async (page, hand) => {
      await hand.tap(link(page, /March 2026.* with /));
      await arrive(page, /March 2026/);
      await hand.tap(button(page, "Move this conversation"));
      await arrive(page, "Move your conversation");
      await chooseDayAndTime(page, hand);
      await arrive(page, "Check the new time");
      await hand.tap(button(page, "Move this conversation"));
      await expect(banner(page)).toContainText("has been moved");
    },
  },
  {
    what: "Cancel it",
    as: "member",
    before: "2 · 3 · 1.0 · 7 s",
    peer: "equal",
    go: async (page, hand) => {
      await hand.tap(link(page, /March 2026.* with /));
      await arrive(page, /March 2026/);
      await hand.tap(link(page, "Cancel this conversation"));
      await arrive(page, "Do you want to cancel this conversation?");
      await hand.tap(button(page, "Yes, cancel it"));
      await expect(banner(page)).toContainText("has been cancelled");
    },
  },
  {
    what: "A week of new hours",
    as: "adviser",
    before: "15 · 10 · – · 37 s (20 characters)",
    peer: "Cal.com: 5 taps, and a copy that one ticks day by day",
    go: async (page, hand) => {
      await hand.tap(page.locator(".nhsuk-header__navigation").getByRole("link", { name: "Conversations" }));
      await expect(view(page, /^Availability/)).toBeVisible();
      await expectArrived(page);
      await hand.tap(view(page, /^Availability/));
      await arrive(page, "Availability");
      await hand.tap(button(page, "Change your usual week"));
      await arrive(page, "Change your usual week");
      await hand.type(page.locator("#hours-monday-0"), "9am to 5pm");
      await hand.tap(button(page, "Copy Monday to every weekday"));
      await expect(banner(page)).toContainText("copied to every weekday");
      await hand.tap(page.getByRole("button", { name: "Save your week", exact: true }));
      await expect(banner(page)).toContainText("Your week is saved");
    },
  },
  {
    what: "A day of leave",
    as: "adviser",
    before: "7 · – · – · 16 s (13 characters)",
    peer: "calendars: 3 taps, 5 s",
    go: async (page, hand) => {
      await hand.tap(button(page, "Add leave"));
      await arrive(page, "Add leave");
      for (const [part, text] of [["day", "11"], ["month", "3"], ["year", "2026"]] as const) {
        await hand.type(page.locator(`[name="form[first][${part}]"]`), text);
      }
      await hand.tap(button(page, "Add this leave"));
      await expect(banner(page)).toContainText("Leave added");
    },
  },
  {
    what: "What is booked on those days, together",
    as: "adviser",
    before: "≥ 18 · 13 · – · 60 s for six",
    peer: "MYA: about 5 taps, 10 s",
    go: async (page, hand) => {
      await hand.tap(link(page, /^Decide about/));
      await arrive(page, "Conversations that no longer fit");
      await hand.tap(link(page, /^Select all/));
      await expect(page.getByRole("checkbox").first()).toBeChecked();
      await hand.tap(option(page, "Keep them as they are"));
      await hand.tap(button(page, "Continue"));
      await arrive(page, /^Do you want to keep/);
      await hand.tap(button(page, /^Yes, keep/));
      await expect(banner(page)).toContainText("They stay as they are");
    },
  },
  {
    what: "Find a member’s conversation",
    as: "coordinator",
    before: "first answer wrong; then 4 · 3 · – · 20 s (21 characters)",
    peer: "global search: 2 taps, 5 characters, 5 s",
    go: async (page, hand) => {
      await hand.tap(page.getByRole("link", { name: "Search", exact: true }));
      await arrive(page, "Search");
      await hand.type(page.locator("#search"), "amina");
      await hand.tap(page.getByRole("main").getByRole("button", { name: "Search", exact: true }));
      await expect(link(page, /^Amina Yusuf with/)).toBeVisible();
      await hand.tap(link(page, /^Amina Yusuf with/));
      await arrive(page, /^Amina Yusuf with/);
    },
  },
  {
    what: "Find who waits, to ring, offer a time or book",
    as: "coordinator",
    before: "could not be done",
    peer: "none",
    go: async (page, hand) => {
      await hand.tap(page.locator(".nhsuk-header__navigation").getByRole("link", { name: "Conversations" }));
      await arrive(page, "All conversations");
      await hand.tap(view(page, /^Waiting list/));
      await arrive(page, "Waiting list");
      await hand.tap(page.getByRole("rowheader").getByRole("link").last());
      await expect(page.getByRole("link", { name: "Remove from the waiting list" })).toBeVisible();
    },
  },
];

const measured: [Journey, Count][] = [];

for (const journey of JOURNEYS) {
  test(`how much it takes: ${journey.what}`, async ({ page, browser }) => {
    await liftBookingLimits(browser);
    await signInAs(page, journey.as);
    await visit(page, "/");
    const hand = counting(page);
    await journey.go(page, hand);
    hand.arrived();
    measured.push([journey, { ...hand.count }]);
  });
}

test.afterAll(() => {
  if (measured.length < JOURNEYS.length) return;
  const rows = measured.map(([{ what, before, peer }, count]) => {
    const typed = count.characters > 0 ? ` (${count.characters} characters)` : "";
    const now = `${count.taps} · ${count.screens} · ${count.scrolled.toFixed(1)} · ${seconds(count).toFixed(0)} s${typed}`;
    return `| ${what} | ${before} | **${now}** | ${peer} |`;
  });
  const text = [
    "# What the journeys of every day take",
    "",
    "`make screenshots` makes each journey on a phone of 390 × 844 pixels, from home with what is to be seen there, and writes this file",
    "(`end2end/screenshots/experience.spec.ts`). Taps · screens that one comes to · screenfuls of scrolling to what is tapped · seconds: a tap",
    "counts 1.1 s, a screen 1.35 s, a character 0.35 s, a screenful of scrolling 0.7 s. Before is the release of November 2026.",
    "",
    "| journey | before | now | the best of the others |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
  writeFileSync(resolve(import.meta.dirname, "../../docs/experience.md"), text);
});
