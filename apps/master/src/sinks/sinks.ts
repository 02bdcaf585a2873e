import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { masterEventTag, type SinkRow, type SinkTested } from '@fleet/protocol';
import { nearMatch } from '@fleet/diagnostics';
import { stringifyPlain, fromPlain } from '@fleet/values';
import { refuse } from '../bus/refusal.js';
import { EventJournal } from '../events/event-journal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import { SinkPump } from './sink-pump.js';
import { SinkThread } from './sink-thread.js';

/** Milliseconds: whoever tries a sink waits no longer than that, and a delivery may take more. */
const testLasts = 8_000;

function afterTooLong(): Promise<string> {
  const words = `it has not answered for ${testLasts / 1000} s; fleetctl waits no longer, and the try goes on`;
  return new Promise((resolve) => setTimeout(() => resolve(words), testLasts).unref());
}

/** The sinks of the configuration, each with its own place in the journal; none waits for another, and nobody waits for them. */
@Injectable()
export class Sinks implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly thread: SinkThread;
  private pumps: SinkPump[] = [];
  private readonly forget: (() => void)[] = [];

  constructor(
    @Inject(runtime) private readonly master: MasterRuntime,
    private readonly journal: EventJournal,
  ) {
    this.thread = new SinkThread({ sinks: Object.fromEntries(master.config.sinks.map(({ name, to }) => [name, to])) });
  }

  /** One that is new begins now; one that the configuration names no more is forgotten. */
  async onApplicationBootstrap(): Promise<void> {
    const { store, config, quiet, redactor } = this.master;
    const records = await store.write(({ sinks, events }) => {
      for (const { name } of sinks.all()) if (!config.sinks.some((sink) => sink.name === name)) sinks.remove(name);
      for (const { name } of config.sinks) sinks.begin(name, events.last);
      return new Map(sinks.all().map((record) => [record.name, record]));
    });
    const redact = (text: string): string => redactor.redactText(text);
    this.pumps = config.sinks.flatMap((settings) => {
      const record = records.get(settings.name);
      return record ? [new SinkPump({ settings, record, store, thread: this.thread, quiet, redact })] : [];
    });
    if (this.pumps.length === 0) return;
    this.forget.push(
      this.journal.onMore(() => this.wake()),
      this.journal.onLeaving((tables, rows) => {
        for (const pump of this.pumps) pump.leaving(tables, rows);
      }),
    );
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    for (const forget of this.forget) forget();
    const stopped = Promise.all(this.pumps.map((pump) => pump.stop()));
    await this.thread.stop();
    await stopped;
  }

  rows(): SinkRow[] {
    return this.pumps.map((pump) => pump.row());
  }

  async test(name: string, by: string): Promise<SinkTested> {
    const pump = this.pumps.find((one) => one.name === name);
    if (!pump) {
      const known = this.pumps.map((one) => one.name);
      const near = nearMatch(name, known);
      return refuse('not-found', `there is no sink ${name}${near === undefined ? '' : `; did you mean ${near}?`}`, {
        known,
      });
    }
    const begun = performance.now();
    const tried = pump.try({
      sequence: 0,
      at: Date.now(),
      tag: masterEventTag('sink/NAME/test', { NAME: name }),
      data: stringifyPlain(fromPlain({ by })),
    });
    const error = await Promise.race([tried, afterTooLong()]);
    const duration = Math.round(performance.now() - begun);
    if (error === undefined) return { ok: true, duration };
    return { ok: false, duration, error: this.master.redactor.redactText(error) };
  }

  private wake(): void {
    for (const pump of this.pumps) pump.wake();
  }
}
