import { Logger } from '@nestjs/common';

/** The sweeps of one process, one after the other: two at once would only wait for each other's rows. */
export class Line {
  private readonly logger = new Logger('Jobs');
  private readonly waiting = new Set<string>();
  private moving: Promise<void> = Promise.resolve();

  constructor(private readonly work: (name: string) => Promise<unknown>) {}

  /** What stands in the line already is not put there again; what is under way is, because rows may be new. */
  join(name: string): void {
    if (this.waiting.has(name)) return;
    this.waiting.add(name);
    this.moving = this.moving.then(async () => {
      if (!this.waiting.delete(name)) return;
      await this.work(name).catch((error: unknown) => {
        this.logger.error(`sweep ${name} failed; its next tick tries again`, error);
      });
    });
  }

  /** Nobody else is served; resolves when the one under way is done. */
  async close(): Promise<void> {
    this.waiting.clear();
    await this.moving;
  }
}
