import { loadavg } from 'node:os';

/** What one bench found: the product beside its limit in the same run. */
export interface Finding {
  name: string;
  database: string;
  /** Product ÷ limit: of seconds where less is better, of requests a second where more is. */
  ratio: number;
  /** The ratios of the single rounds, smallest and largest. */
  spread: [number, number];
  /** Undefined for a figure that only explains another one. */
  aim?: { atMost: number } | { atLeast: number };
  product: string;
  limit: string;
  /** The machine's load average when the bench ended: others may have been at work. */
  load: number;
}

export function isMet({ aim, ratio }: Finding): boolean {
  if (!aim) return true;
  return 'atMost' in aim ? ratio <= aim.atMost : ratio >= aim.atLeast;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? NaN;
  return sorted.length % 2 === 0 ? ((sorted[middle - 1] ?? NaN) + upper) / 2 : upper;
}

export async function seconds(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return (performance.now() - began) / 1000;
}

/** Limit and product by turns, the first one changing, so that a busy moment of the machine hits both alike. */
export async function alternate(
  rounds: number,
  limit: (round: number) => Promise<number>,
  product: (round: number) => Promise<number>,
): Promise<{ limit: number[]; product: number[] }> {
  const measured = { limit: [] as number[], product: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['limit', 'product'] as const) : (['product', 'limit'] as const);
    for (const side of order) measured[side].push(await (side === 'limit' ? limit : product)(round));
  }
  return measured;
}

export function finding(
  about: Pick<Finding, 'name' | 'database' | 'aim'>,
  measured: { limit: number[]; product: number[] },
  say: (value: number) => string,
): Finding {
  const [limit, product] = [median(measured.limit), median(measured.product)];
  const ratios = measured.product.map((value, round) => value / (measured.limit[round] ?? NaN));
  return {
    ...about,
    ratio: product / limit,
    spread: [Math.min(...ratios), Math.max(...ratios)],
    product: say(product),
    limit: say(limit),
    load: loadavg()[0] ?? 0,
  };
}

export const sayMilliseconds = (value: number): string => `${(value * 1000).toFixed(0)} ms`;
export const sayPerSecond = (value: number): string => `${value.toFixed(0)}/s`;
