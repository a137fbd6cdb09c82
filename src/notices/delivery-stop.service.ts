import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Audit } from '../audit/audit';
import { dayOf, sayDay } from '../domain/day';
import { Database } from '../platform/database/database';
import { type Finding, HealthProbes } from '../platform/http/health-probes';
import type { Actor } from '../platform/http/actor';
import { ClockJumps } from '../platform/jobs/clock-jumps';
import { Settings } from '../platform/settings/settings';

interface Stop {
  from: string;
  to: string;
}

const KEY = 'delivery.stop';

/** A clock that jumped forward would tell 43 units that they are late: nothing is sent until somebody has looked. */
@Injectable()
export class DeliveryStop {
  constructor(
    private readonly db: Database,
    private readonly settings: Settings,
    private readonly audit: Audit,
  ) {}

  async reason(): Promise<Stop | null> {
    return (await this.settings.read<Stop | null>(KEY)) ?? null;
  }

  async set(from: Date, to: Date): Promise<void> {
    await this.db.write(() => this.settings.put(KEY, { from: from.toISOString(), to: to.toISOString() }));
  }

  /** The operator says that the clock is right. */
  async lift(by: Actor): Promise<void> {
    await this.db.write(async () => {
      const stop = await this.reason();
      if (!stop) return;
      await this.settings.put(KEY, null);
      this.audit.note(by, {
        action: 'delivery.confirmed',
        subject: 'delivery',
        subjectId: 0,
        facts: { ...stop },
      });
    });
  }

  async look(): Promise<Finding> {
    const stop = await this.reason();
    if (!stop) return { degraded: [] };
    const [from, to] = [sayDay(dayOf(new Date(stop.from))), sayDay(dayOf(new Date(stop.to)))];
    return {
      degraded: [
        `系统时间由${from}跳到${to},已停止发送消息和各项定时工作;请核对服务器时间,确认无误后在“消息发送”中恢复。`,
      ],
    };
  }
}

/** Connects the stop with what the platform knows: the clock's jumps, the health. */
@Injectable()
export class DeliveryStopWatch implements OnModuleInit {
  constructor(
    private readonly stop: DeliveryStop,
    private readonly jumps: ClockJumps,
    private readonly probes: HealthProbes,
  ) {}

  onModuleInit(): void {
    this.jumps.onJump((from, to) => this.stop.set(from, to));
    this.jumps.holdWhile(async () => (await this.stop.reason()) !== null);
    this.probes.register(this.stop);
  }
}
