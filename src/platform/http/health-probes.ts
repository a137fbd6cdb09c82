import { Injectable, Logger } from '@nestjs/common';
import type { QueueHealthView } from './health.view';

export interface Finding {
  queue?: QueueHealthView;
  /** Sentences in Chinese; empty when all is well. */
  degraded: string[];
}

export interface HealthProbe {
  look(): Promise<Finding>;
}

/** Features and jobs register what they know of their own health; the platform knows none of them. */
@Injectable()
export class HealthProbes {
  private readonly log = new Logger('health');
  private readonly probes: HealthProbe[] = [];

  register(probe: HealthProbe): void {
    this.probes.push(probe);
  }

  async look(): Promise<Finding> {
    const findings = await Promise.all(this.probes.map((probe) => this.ask(probe)));
    return {
      queue: findings.find((finding) => finding.queue)?.queue,
      degraded: findings.flatMap((finding) => finding.degraded),
    };
  }

  /** A probe that fails must not hide what the others found. */
  private async ask(probe: HealthProbe): Promise<Finding> {
    try {
      return await probe.look();
    } catch (error) {
      this.log.error(error);
      return { degraded: ['一项运行检查没有完成,详见服务日志'] };
    }
  }
}
