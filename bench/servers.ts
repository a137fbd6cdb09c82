import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabasePlace } from '../src/platform/database/sources';
import { startChild } from '../test/support/child';
import type { Load } from './load';
import { environment } from './world';

export interface Server {
  url: string;
  stop(): Promise<void>;
}

/** The product as built, in a process of its own. */
export function startProduct(place: DatabasePlace): Promise<Server> {
  const env = { ...process.env, NODE_ENV: 'production', ...environment(place) };
  return listening(spawn(process.execPath, [join(__dirname, '..', 'dist', 'main.js')], { env }));
}

export function startBareServer(place: DatabasePlace): Promise<Server> {
  return listening(startChild(join(__dirname, 'bare-server.ts'), [JSON.stringify(place)]));
}

async function listening(child: ChildProcessWithoutNullStreams): Promise<Server> {
  child.stderr.pipe(process.stderr);
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = /http:\/\/[\d.]+:\d+/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stdout.resume();
    return {
      url,
      stop: async () => {
        child.kill('SIGTERM');
        if (child.exitCode === null) await once(child, 'exit');
      },
    };
  }
  throw new Error('the server ended before it listened');
}

/** Answers a second, from another process. */
export async function underLoad(load: Load): Promise<number> {
  const child = startChild(join(__dirname, 'load.ts'));
  child.stdin.end(JSON.stringify(load));
  const [answer, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await sleep(500); // the server is still busy with what the load did not wait for
  if (!(Number(answer) > 0)) throw new Error(`the load failed: ${complaint}`);
  return Number(answer);
}
