import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A TypeScript file in a process of its own, the way the server and the command line run. */
export function startChild(
  file: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): ChildProcessWithoutNullStreams {
  const register = join(__dirname, 'register.cjs');
  return spawn(process.execPath, ['-r', register, file, ...args], { env: { ...process.env, ...env } });
}

/** What it printed; throws with its complaints when it ends in failure. */
export async function runChild(
  file: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  const child = startChild(file, args, env);
  const [output, complaints]: [string[], string[]] = [[], []];
  child.stdout.on('data', (chunk) => output.push(String(chunk)));
  child.stderr.on('data', (chunk) => complaints.push(String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${file} ended with ${code}: ${complaints.join('')}`);
  return output.join('');
}
