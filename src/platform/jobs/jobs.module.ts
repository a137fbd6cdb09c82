import { type DynamicModule, Module } from '@nestjs/common';
import { HealthProbes } from '../http/health-probes';
import { ClockJumps } from './clock-jumps';
import { Jobs } from './jobs';
import { JobsHealth } from './jobs-health';
import { type Sweep, SWEEPS } from './sweep';
import { SweepRunner } from './sweep-runner';
import { WakeUps } from './wake-ups';
import { Watermarks } from './watermarks';

/** Recurring work; nothing ticks before `Jobs.start`, so that the command line and tests run sweeps by hand. */
@Module({})
export class JobsModule {
  constructor(wakeUps: WakeUps, jobs: Jobs, probes: HealthProbes, health: JobsHealth) {
    wakeUps.listen((sweep) => {
      jobs.wake(sweep);
    });
    probes.register(health);
  }

  /** The sweeps come from the app module: the platform knows no feature. */
  static forRoot(sweeps: readonly Sweep[]): DynamicModule {
    const services = [SweepRunner, Watermarks, WakeUps, ClockJumps, Jobs];
    return {
      module: JobsModule,
      global: true,
      providers: [{ provide: SWEEPS, useValue: sweeps }, ...services, JobsHealth],
      exports: services,
    };
  }
}
