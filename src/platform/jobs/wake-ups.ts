import { Injectable } from '@nestjs/common';

/** A sweep that should run now rather than at its next tick. Best effort: the rows say what is to do, a tick finds it. */
@Injectable()
export class WakeUps {
  private listener: (sweep: string) => void = () => undefined;

  listen(listener: (sweep: string) => void): void {
    this.listener = listener;
  }

  wake(sweep: string): void {
    this.listener(sweep);
  }
}
