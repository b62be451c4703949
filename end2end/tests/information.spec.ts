import { expect, expectSoundPage, signInAs, test, visit } from "./fixtures.ts";

const PAGES = [
  { path: "/accessibility", title: /accessibility/i },
  { path: "/privacy", title: /privacy/i },
  { path: "/cookies", title: /cookies/i },
];

for (const { path, title } of PAGES) {
  test(`${path} can be read by anyone`, async ({ page }) => {
    const response = await visit(page, path);
    expect(response?.status()).toBe(200);
    await expect(page).toHaveTitle(title);
    await expectSoundPage(page);
  });
}

// Leptos names a part's files in whichever page is being written at that moment: so it gets no list of them (docs/decisions/0011).
// Pages that wait for the database meet each other; those of anybody are done too soon.
test("pages that are asked for at once name only their own files", async ({ page }) => {
  await signInAs(page, "member");
  const named = async (path: string) =>
    (await (await page.request.get(path)).text()).match(/(?<=<link [^>]*href=")[^"]*/g)?.sort();
  const paths = ["/career-conversations/book/day", "/career-conversations/mine", "/account", "/"];
  const alone = [];
  for (const path of paths) alone.push(await named(path));
  for (const links of alone) expect(links?.length).toBeGreaterThan(0);
  const asked = Array.from({ length: 48 }, (_, at) => at % paths.length);
  const together = await Promise.all(asked.map((at) => named(paths[at])));
  for (const [number, at] of asked.entries()) expect(together[number]).toEqual(alone[at]);
});
