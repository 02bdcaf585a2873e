import { BusError, type Bus } from '@fleet/bus';
import type { Fact, JobStore } from '@fleet/jobs';
import type { Logger } from '@fleet/telemetry';
import { encodeFacts } from './fact-message.js';

export interface FactPumpOptions {
  readonly store: JobStore;
  readonly bus: Pick<Bus, 'connected' | 'ensureFactsStream' | 'publishFacts'>;
  /** Seals what is told. */
  readonly key: Uint8Array;
  /** Bytes that the stream may take on the server's disk. */
  readonly maxBytes: number;
  readonly log: Logger;
}

/** Milliseconds. */
const lookEvery = 100;
const restAfterFailure = 2000;
const stopWithin = 3000;
const assertEvery = 7 * 24 * 3_600_000;

/**
 * Takes facts from the store to the stream, in order, one message at a time: what is in the stream has no gaps. A fact leaves the store once the stream
 * has it. A master that dies in between tells it again, and whoever reads goes by its id. Nothing waits for this: without a stream, facts gather
 * in the store.
 */
export class FactPump {
  /** The newest fact that the stream has. */
  private told = 0;
  private ready = false;
  private stopped = false;
  private troubled = false;
  private wake: () => void = () => undefined;
  private readonly running: Promise<void>;

  constructor(private readonly options: FactPumpOptions) {
    this.running = this.run();
  }

  /** Tells what there is, as far as that is quick. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    // What waits for its commit is to be told too. Whoever wrote it hears where it fails.
    await this.options.store.write(() => undefined).catch(() => undefined);
    this.stopped = true;
    this.wake();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, stopWithin)));
    await Promise.race([this.running, late]);
    clearTimeout(timer);
  }

  private async run(): Promise<void> {
    for (;;) {
      const rest = await this.turn();
      // Told to stop, it stops when nothing is left to tell, or nobody is there to be told.
      if (this.stopped && rest > 0) return;
      if (rest > 0) await this.pause(rest);
    }
  }

  /** Milliseconds to rest; 0 where there may be more. */
  private async turn(): Promise<number> {
    const { store, bus, log } = this.options;
    try {
      if (!bus.connected) return lookEvery;
      if (!this.ready) await this.prepare();
      const facts = store.facts.after(this.told);
      if (facts.length === 0) return lookEvery;
      await this.tell(facts);
      this.troubled = false;
      return 0;
    } catch (error) {
      if (this.stopped) return restAfterFailure;
      // Once for each trouble: they gather for as long as it lasts.
      if (!this.troubled)
        log.warn(
          { err: error, waiting: store.facts.waiting },
          'facts cannot be told to the stream; they wait in the store',
        );
      this.troubled = true;
      return restAfterFailure;
    }
  }

  private async prepare(): Promise<void> {
    const { store, bus, maxBytes } = this.options;
    const { empty } = await bus.ensureFactsStream({ maxBytes });
    // What must be known for ever has to be in the stream before the first time that it was told leaves it.
    const due = Date.now() - store.meta.asserted >= assertEvery;
    if (empty || due)
      await store.write((open) => {
        open.assertRows();
        open.meta.asserted = Date.now();
      });
    this.ready = true;
    const again = setTimeout(() => (this.ready = false), 6 * 3_600_000);
    again.unref();
  }

  private async tell(facts: readonly Fact[]): Promise<void> {
    const { store, bus, key } = this.options;
    const last = facts.at(-1) as Fact;
    try {
      await bus.publishFacts(store.epoch, encodeFacts(key, store.epoch, facts));
    } catch (error) {
      if (!(error instanceof BusError) || error.code !== 'too-large') throw error;
      return this.tellSmaller(facts);
    }
    this.told = last.id;
    // It shares the next commit: what is told twice does no harm.
    store
      .writeSoon((open) => open.facts.told(last.id))
      .catch((error: unknown) => this.options.log.warn({ err: error }, 'facts that were told stay in the store'));
  }

  private async tellSmaller(facts: readonly Fact[]): Promise<void> {
    const [first] = facts as [Fact];
    if (facts.length === 1) {
      this.options.log.error(
        { fact: first.kind, characters: first.body.length },
        'a fact is too large for the bus: a store that is rebuilt will not know it',
      );
      this.told = first.id;
      return;
    }
    const half = Math.ceil(facts.length / 2);
    await this.tell(facts.slice(0, half));
    await this.tell(facts.slice(half));
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      timer.unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
