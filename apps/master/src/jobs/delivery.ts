import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { MinionRegistry } from '../presence/minion-registry.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { RunningJobs } from './running-jobs.js';

/** Commands that are sent at once, and milliseconds until the next: a fleet that comes back as one is not flooded, nor are those who wait. */
const pace = { commands: 100, pause: 20 };

/** Sends a minion that says hello what it has missed: every job that expects it and has not expired, in the order of their jids. */
@Injectable()
export class Delivery implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Keys that came, in their order. */
  private readonly arrived = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private unlisten: (() => void) | undefined;

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly registry: MinionRegistry,
    private readonly running: RunningJobs,
  ) {}

  onApplicationBootstrap(): void {
    this.unlisten = this.registry.onHello((key) => this.come(key));
  }

  onApplicationShutdown(): void {
    this.unlisten?.();
    clearTimeout(this.timer);
  }

  private come(key: string): void {
    this.arrived.add(key);
    this.timer ??= setTimeout(() => this.deliver(), 0);
  }

  private deliver(): void {
    this.timer = undefined;
    let sent = 0;
    for (const key of this.arrived) {
      if (sent >= pace.commands) {
        this.timer = setTimeout(() => this.deliver(), pace.pause);
        return;
      }
      this.arrived.delete(key);
      const jobs = this.running.deliver(key);
      sent += jobs;
      if (jobs > 0)
        this.master.log.info({ minion: this.registry.get(key)?.minion, jobs }, 'a minion came, and got what it missed');
    }
  }
}
