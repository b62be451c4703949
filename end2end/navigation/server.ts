/** A server of plain pages that answers as it is told: late, wrongly, not at all. */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server as Http, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";
import * as pages from "./pages.ts";
import { names, site } from "./site.ts";

const KINDS: Record<string, string> = { js: "text/javascript", wasm: "application/wasm", css: "text/css" };
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

interface Asked {
  method: string;
  address: string;
  body: string;
  /** Whether the browser loaded a document, rather than the client. */
  isDocument: boolean;
}

const later = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

export class Server {
  readonly asked: Asked[] = [];
  look: pages.Look = { version: names.get("version") ?? "", name: "Ada" };
  /** How typed text is kept. */
  keeps: "well" | "signed-out" | "not" = "well";
  origin = "";
  private http: Http = createServer((request, response) => void this.answer(request, response));
  private silent: ServerResponse[] = [];

  constructor(private readonly other?: Server) {}

  async listen() {
    await new Promise<void>((done) => this.http.listen(0, "127.0.0.1", done));
    this.origin = `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
    return this;
  }

  async close() {
    this.http.closeAllConnections();
    await new Promise((done) => this.http.close(done));
  }

  /** How often an address was posted to, or asked for. */
  count(method: string, path: string) {
    return this.asked.filter((asked) => asked.method === method && asked.address.startsWith(path)).length;
  }

  documents() {
    return this.asked.filter((asked) => asked.isDocument).length;
  }

  /** Answers, at last, what was never to be answered. */
  release(title: string) {
    for (const response of this.silent.splice(0)) this.page(response, 200, "/never", title, `<h1>${title}</h1>`);
  }

  private async answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.origin);
    if (await this.file(pathname, response)) return;
    // Browsers look for it by themselves.
    if (pathname === "/favicon.ico") return void response.writeHead(204).end();
    const body = await text(request);
    const isDocument = request.headers["sec-fetch-dest"] === "document";
    this.asked.push({ method: request.method ?? "", address: request.url ?? "", body, isDocument });
    if (pathname.startsWith("/api/typed/")) return this.keep(response);
    if (request.method === "POST") return this.post(request.url ?? "", searchParams, new URLSearchParams(body), response);
    return this.get(pathname, searchParams, response);
  }

  private async file(path: string, response: ServerResponse) {
    const made = {
      "/fixture/start.js": pages.fixtureStart,
      "/fixture/islands.js": () => pages.islandsProgram,
      "/fixture/islands.wasm": () => pages.emptyProgram,
    }[path];
    if (!made && !path.startsWith("/pkg/")) return false;
    const kind = KINDS[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    const content = made ? made() : await readFile(join(site, normalize(path))).catch(() => undefined);
    response.writeHead(content ? 200 : 404, { "content-type": kind, "cache-control": "public, max-age=31536000, immutable" });
    response.end(content);
    return true;
  }

  private keep(response: ServerResponse) {
    const status = { well: 200, "signed-out": 401, not: 503 }[this.keeps];
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? "9:04am" : "NotSignedIn"));
  }

  private async get(path: string, query: URLSearchParams, response: ServerResponse) {
    const show = (title: string, main: string, status = 200) => this.page(response, status, path, title, main);
    switch (path) {
      case "/":
        return show("Home", pages.home(this.other?.origin ?? ""));
      case "/list":
        return show(`List ${query.get("page") ?? 1}`, pages.list(query.get("page") ?? "1", [...query].join(" ")));
      case "/form": {
        const answer = query.get("answer");
        return show("Form", pages.form(answer ? `/form?answer=${answer}` : "", { name: "", notes: query.get("notes") ?? "" }));
      }
      case "/done":
        return show("Done", `<div class="nhsuk-notification-banner" role="alert"><p>Done ${pages.escaped(query.get("from") ?? "")}</p></div><h1>Done</h1>`);
      case "/slow":
        await later(Number(query.get("for")));
        return show("Slow", "<h1>Slow</h1>");
      case "/never":
        return void this.silent.push(response);
      case "/redirected":
        return redirect(response, "/list?page=7");
      case "/away":
        return redirect(response, `${this.other?.origin}/elsewhere`);
      case "/sign-in":
        return show("Sign in", `<h1>Sign in</h1><p id="back">${pages.escaped(query.get("return_to") ?? "")}</p>`);
      case "/private":
        return redirect(response, "/sign-in?return_to=/private");
      case "/elsewhere":
        return show("Elsewhere", "<h1>Elsewhere</h1>");
      case "/broken":
        return show("Sorry", "<h1>Sorry</h1>", 500);
      case "/bare":
        return html(response, 503, pages.bare("The service is busy"));
      case "/file.csv":
        response.writeHead(200, { "content-type": "text/csv", "content-disposition": 'attachment; filename="file.csv"' });
        return response.end("a,b\n");
      case "/islands":
        return show("Islands", `<h1>Islands</h1>${pages.island("Counter_1", '{"from":5}')}<a id="to-more" href="/islands/more">More</a>`);
      case "/islands/more":
        return show("More", `<h1>More</h1><leptos-island data-component="Counter_1" data-props='{"from":7}'><button>0</button><leptos-children>${pages.island("Inner_1")}</leptos-children></leptos-island>`);
      case "/islands/none":
        return show("None", '<h1>None</h1><a id="to-islands" href="/islands">Islands</a><a id="to-bad" href="/islands/bad">Bad</a>');
      case "/islands/bad":
        return show("Bad", `<h1>Bad</h1>${pages.island("Counter_1", "nonsense")}${pages.island("Unknown_1")}${pages.island("Inner_1")}`);
      default:
        return show("Not found", "<h1>Page not found</h1>", 404);
    }
  }

  private async post(address: string, query: URLSearchParams, sent: URLSearchParams, response: ServerResponse) {
    const typed = { name: sent.get("form[name]") ?? "", notes: sent.get("form[notes]") ?? "" };
    const again = (status: number, fault: string) => this.page(response, status, "/form", "Error: Form", pages.form(address, { ...typed, fault }));
    await later(Number(query.get("for") ?? 0));
    const answer = query.get("answer") ?? "check";
    switch (answer) {
      case "done":
        return redirect(response, `/done?from=${query.get("from") ?? "form"}`);
      case "same":
        return redirect(response, "/form?answer=same");
      case "signed-out":
        return redirect(response, "/sign-in?return_to=/form&kept=yes");
      case "409":
      case "403":
      case "500":
        return again(Number(answer), `Status ${answer}`);
      case "bare-401":
      case "bare-503":
        return html(response, Number(answer.slice(5)), pages.bare("Of the server itself"));
      case "proxy":
        return html(response, 502, "<html><body><center>502 Bad Gateway</center></body></html>");
      case "cut":
        return response.destroy();
      case "never":
        return void this.silent.push(response);
      default:
        return typed.name ? redirect(response, "/done") : again(422, "Enter a name");
    }
  }

  private page(response: ServerResponse, status: number, path: string, title: string, main: string) {
    html(response, status, pages.document(this.look, path, title, main));
  }
}

async function text(request: IncomingMessage) {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

function html(response: ServerResponse, status: number, content: string) {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
    "cache-control": "no-store",
  });
  response.end(content);
}

function redirect(response: ServerResponse, location: string) {
  response.writeHead(303, { location }).end();
}
