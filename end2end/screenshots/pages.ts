import type { Persona } from "../tests/fixtures.ts";

/** The pages worth showing, in the order a reader would meet them. */
export const PAGES: { name: string; path: string; as?: Persona }[] = [
  { name: "home", path: "/" },
  { name: "sign-in", path: "/sign-in" },
  { name: "demo", path: "/demo" },
  { name: "career-conversations", path: "/career-conversations" },
  { name: "book-day", path: "/career-conversations/book/day", as: "member" },
  { name: "my-conversations", path: "/career-conversations/mine", as: "member" },
  { name: "waiting-list", path: "/career-conversations/waiting/join", as: "member" },
  { name: "account", path: "/account", as: "member" },
  { name: "your-data", path: "/account/your-data", as: "member" },
  { name: "adviser", path: "/conversations/diary", as: "adviser" },
  { name: "adviser-availability", path: "/availability", as: "adviser" },
  { name: "follow-ups", path: "/conversations/follow-ups", as: "adviser" },
  { name: "templates", path: "/conversations/templates", as: "adviser" },
  { name: "coordinator", path: "/conversations", as: "coordinator" },
  { name: "waiting-line", path: "/conversations/waiting-list", as: "coordinator" },
  { name: "announcements", path: "/announcements/publish", as: "coordinator" },
  { name: "guide", path: "/guides/site_manager", as: "administrator" },
  { name: "report", path: "/reports/conversations", as: "coordinator" },
  { name: "invitations", path: "/conversations/invitations", as: "coordinator" },
  { name: "menu", path: "/menu", as: "administrator" },
  { name: "people", path: "/people", as: "administrator" },
  { name: "organisations", path: "/organisations", as: "administrator" },
  { name: "settings", path: "/settings", as: "administrator" },
  { name: "audit", path: "/audit", as: "administrator" },
  { name: "background-work", path: "/work", as: "administrator" },
];

/** The pictures of the help pages (src/service/src/system/guide): the first screen on a phone, small. */
export const GUIDE_PICTURES: { name: string; path: string; as: Persona; follow?: RegExp }[] = [
  { name: "book-day", path: "/career-conversations/book/day", as: "member" },
  { name: "conversation", path: "/career-conversations/mine", as: "member", follow: /March 2026/ },
  { name: "availability", path: "/availability", as: "adviser" },
  { name: "diary", path: "/conversations/diary", as: "adviser" },
  { name: "coordinator", path: "/conversations", as: "coordinator" },
  { name: "waiting-line", path: "/conversations/waiting-list", as: "coordinator" },
  { name: "people", path: "/people", as: "administrator" },
  { name: "settings", path: "/settings", as: "administrator" },
];
