// Opens a web page of an origin that Weft was told to let in, and one of another, in a real browser, and compares what they see.
// Arguments: the bundled client, and the command that starts Weft, to which the ports and the origin are added.
import assert from "node:assert";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const [bundle, ...command] = process.argv.slice(2);
const script = readFileSync(bundle, "utf8");

// Two ports of one machine are two origins.
async function origin() {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>shop</title><script type="module">${script}</script>`);
  });
  await new Promise((listening) => server.listen(0, "localhost", listening));
  return { url: `http://localhost:${server.address().port}`, close: () => server.close() };
}

async function startWeft(allowed) {
  const process = spawn(command[0], [...command.slice(1), "--grpc-port", "0", "--http-port", "0", "--allow-origin", allowed], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let port;
  for await (const line of createInterface({ input: process.stdout })) {
    port = /^HTTP on port (\d+)$/.exec(line)?.[1] ?? port;
    if (line === "ready") {
      return { url: `http://localhost:${port}`, stop: () => process.kill() };
    }
  }
  throw new Error("Weft did not start");
}

const [allowed, stranger] = [await origin(), await origin()];
const weft = await startWeft(allowed.url);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

async function seenFrom(from) {
  const tab = await browser.newPage();
  await tab.goto(`${from.url}/?weft=${encodeURIComponent(weft.url)}`);
  return await tab.evaluate(() => window.seen);
}

try {
  assert.deepStrictEqual(await seenFrom(allowed), {
    page: {
      name: "John Doe",
      orders: 2,
      payments: 0,
      complete: false,
      partial: "payments",
      trailer: "payments",
      requestId: "from-the-browser",
    },
    unknown: { code: "NotFound", message: 'required call "profile" failed: NOT_FOUND', details: 1 },
    invalid: { code: "InvalidArgument", message: "user_id: must be greater than 0", details: 1 },
    json: { status: 200, name: "John Doe", partial: "payments" },
  });
  const kept = await seenFrom(stranger);
  assert.match(kept.page, /^failed: .*fetch/i);
  assert.match(kept.json, /^failed: .*fetch/i);
  console.log("the browser sees what it should, and a stranger nothing");
} finally {
  await browser.close();
  weft.stop();
  allowed.close();
  stranger.close();
}
