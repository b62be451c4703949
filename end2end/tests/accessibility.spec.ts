import { expect, expectAccessible, type Persona, signInAs, test, visit } from "./fixtures.ts";

/** Pages of each kind, which axe reads as they are without scripts. */
const PAGES: [Persona | undefined, string[]][] = [
  [undefined, ["/", "/sign-in", "/demo", "/demo/messages", "/demo/components", "/career-conversations", "/no-such-page"]],
  ["member", ["/", "/career-conversations/book/day", "/career-conversations/mine", "/career-conversations/waiting", "/career-conversations/waiting/join", "/account", "/account/calendar", "/calendar", "/menu", "/people"]],
  ["adviser", ["/calendar?view=day", "/calendar?view=week", "/calendar?view=month", "/conversations/diary", "/availability", "/availability/week"]],
  ["coordinator", ["/conversations", "/conversations/book", "/conversations/waiting-list", "/announcements", "/announcements/publish"]],
  ["administrator", ["/menu", "/people", "/organisations", "/settings", "/audit", "/guides", "/guides/site_manager/change"]],
];

for (const [persona, paths] of PAGES) {
  test(`axe finds nothing on the pages of the ${persona ?? "visitor"}`, async ({ page, gate }) => {
    test.slow();
    gate.allow(403, 404);
    if (persona) await signInAs(page, persona);
    for (const path of paths) {
      await visit(page, path);
      await expect(page.locator("h1")).toHaveCount(1);
      await expectAccessible(page);
    }
  });
}
