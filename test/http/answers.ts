import type { Reply } from '../support/built-server';
import type { Route } from './interface';
import { Raw, type Wrong } from './wrong-input';

/** What came back and should not have. */
export class Answers {
  count = 0;
  readonly bad: string[] = [];

  judge(route: Route, { why, body }: Wrong, reply: Reply, expected: number[] | 'anything foreseen'): void {
    this.count += 1;
    const fine = expected === 'anything foreseen' ? reply.status < 500 : expected.includes(reply.status);
    if (!fine || (reply.status >= 400 && !isProblem(reply))) {
      const sent = body instanceof Raw ? '' : ` ${JSON.stringify(body ?? null).slice(0, 200)}`;
      this.bad.push(`${route.name} (${why})${sent} → ${reply.status} ${reply.text.slice(0, 300)}`);
    }
  }
}

/** A problem in Chinese that tells nothing of the machine. */
function isProblem(reply: Reply): boolean {
  if (!reply.headers.get('content-type')?.startsWith('application/problem+json')) return false;
  const { title, detail, status } = reply.json<{ title: string; detail: string; status: number }>();
  const chinese = /\p{Script=Han}/u.test(title) && /\p{Script=Han}/u.test(detail);
  return (
    chinese &&
    status === reply.status &&
    !/SQLITE|relation "|node_modules|TypeError|undefined|\[object/.test(reply.text)
  );
}

/** Four at a time: as many as a few people would send. */
export async function inParallel<T>(
  all: readonly T[],
  use: (one: T, n: number) => Promise<void>,
): Promise<void> {
  const waiting = all.map((one, n) => [one, n] as const);
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await use(...next);
    }),
  );
}
