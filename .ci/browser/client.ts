// What a web page does: it calls the demo's dashboard with the generated client, over gRPC-Web.
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { DashboardService } from "../../target/typescript/dashboard/v1/dashboard_pb";

const weft = new URLSearchParams(location.search).get("weft")!;
const client = createClient(DashboardService, createGrpcWebTransport({ baseUrl: weft }));

async function page() {
  let partial: string | null = null;
  let requestId: string | null = null;
  let trailer: string | null = null;
  const answer = await client.getDashboard(
    { userId: 101n, pageSize: 2 },
    {
      timeoutMs: 3000,
      headers: { "x-request-id": "from-the-browser" },
      onHeader: (headers) => {
        partial = headers.get("weft-partial");
        requestId = headers.get("x-request-id");
      },
      onTrailer: (trailers) => {
        trailer = trailers.get("weft-partial");
      },
    },
  );
  return {
    name: answer.user?.name,
    orders: answer.orders.length,
    payments: answer.payments.length,
    complete: answer.status?.complete,
    partial,
    trailer,
    requestId,
  };
}

async function error(userId: bigint) {
  try {
    await client.getDashboard({ userId });
    return "no error";
  } catch (e) {
    const error = ConnectError.from(e);
    return { code: Code[error.code], message: error.rawMessage, details: error.details.length };
  }
}

async function json() {
  const answer = await fetch(`${weft}/v1/users/101/dashboard?pageSize=1`, { headers: { timeout: "3s" } });
  const page = await answer.json();
  return { status: answer.status, name: page.user.name, partial: answer.headers.get("weft-partial") };
}

async function attempt(what: () => Promise<unknown>) {
  try {
    return await what();
  } catch (e) {
    return `failed: ${e}`;
  }
}

Object.assign(window, {
  seen: (async () => ({
    page: await attempt(page),
    unknown: await attempt(() => error(999n)),
    invalid: await attempt(() => error(-1n)),
    json: await attempt(json),
  }))(),
});
