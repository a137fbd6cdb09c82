import { text } from 'node:stream/consumers';
import autocannon, { type Request } from 'autocannon';

/** What one load is: every request of the list once, or the list over and over for some seconds. */
export interface Load {
  url: string;
  connections: number;
  seconds?: number;
  requests: { method: string; path: string; headers: Record<string, string>; body?: string }[];
}

/** A process of its own beside the server: takes a load on standard input, prints the answers a second. */
async function main(): Promise<void> {
  const { url, connections, seconds, requests } = JSON.parse(await text(process.stdin)) as Load;
  let sent = 0;
  const next = (request: Request) => Object.assign(request, requests[sent++ % requests.length]);
  const length = seconds === undefined ? { amount: requests.length } : { duration: seconds };
  const result = await autocannon({ url, connections, ...length, requests: [{ setupRequest: next }] });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} refused, ${result.errors} failed, ${result['2xx']} answered`);
  }
  process.stdout.write(String(result['2xx'] / result.duration));
}

void main();
