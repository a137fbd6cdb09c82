export class QueueHealthView {
  /** Who runs the jobs. */
  mode!: 'in-process' | 'redis';
  /** @example ready */
  state!: string;
}

export class SweepHealthView {
  name!: string;
  /** The last day the sweep has done completely. */
  doneDay!: string;
  doneAt!: string;
}

export class HealthView {
  status!: 'ok' | 'degraded';
  database!: 'sqlite' | 'postgres';
  queue!: QueueHealthView;
  sweeps!: SweepHealthView[];
  /** What is amiss, one sentence each. */
  degraded!: string[];
  version!: string;
}
