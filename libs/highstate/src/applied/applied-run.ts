import type { FunctionContext } from '@fleet/execution';
import { fingerprints, type Fingerprint } from '../plan/fingerprint.js';
import type { Chunk } from '../representations.js';
import type { ChunkResult, RunResult } from '../run/run-types.js';
import { tagOf } from '../run/tag.js';
import { appliedText, isIntended, nothingApplied, readApplied, remember, type AppliedChunks } from './memory.js';
import { Wishes, type Wish } from './wishes.js';

type Applied = NonNullable<FunctionContext['applied']>;

/** Milliseconds between two times that a run that goes on writes down what it has applied: it may be killed. */
const writeEvery = 2_000;

/** A run that remembers what it applies, or one that says of what it would change whether that is because something else is wished now. */
export class AppliedRun {
  readonly wishes: Wishes;
  readonly #fingerprint: Fingerprint;
  readonly #chunks: ReadonlyMap<string, Chunk>;
  #fresh = new Map<string, Wish>();
  #written = Date.now();
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly applied: Applied,
    low: readonly Chunk[],
    key: Buffer,
  ) {
    this.#fingerprint = fingerprints(key);
    this.wishes = new Wishes(this.#fingerprint);
    this.#chunks = new Map(low.map((chunk) => [tagOf(chunk), chunk]));
  }

  /** `undefined` where nobody remembers: a masterless run. */
  static async of({ applied }: FunctionContext, low: readonly Chunk[]): Promise<AppliedRun | undefined> {
    return applied && new AppliedRun(applied, low, await applied.key());
  }

  /** Takes note of a chunk that is as it is wished now. */
  done(tag: string, { result }: ChunkResult): void {
    const chunk = this.#chunks.get(tag);
    if (result !== true || !chunk) return;
    this.#fresh.set(this.#tag(tag), this.wishes.of(chunk));
    if (Date.now() - this.#written < writeEvery) return;
    this.#written = Date.now();
    this.#writing = this.#writing.then(() => this.#write());
  }

  /** Writes down what is not yet. */
  async end(): Promise<void> {
    await this.#writing;
    await this.#write();
  }

  /** A dry run with the word, for what it would change, whether that is intended. */
  async judged(run: RunResult): Promise<RunResult> {
    if (![...run.results.values()].some(({ result }) => result === null)) return run;
    const text = await this.applied.read();
    const known = text === undefined ? undefined : this.#known(text);
    const results = new Map(
      [...run.results].map(([tag, result]) => [tag, { ...result, ...this.#judgement(known, tag, result) }]),
    );
    return { ...run, results };
  }

  #judgement(known: AppliedChunks | undefined, tag: string, { result }: ChunkResult): { intended?: boolean } {
    const chunk = this.#chunks.get(tag);
    if (result !== null || !chunk) return {};
    const intended = isIntended(known, this.#tag(tag), this.wishes.of(chunk));
    return intended === undefined ? {} : { intended };
  }

  async #write(): Promise<void> {
    const fresh = this.#fresh;
    if (fresh.size === 0) return;
    this.#fresh = new Map();
    await this.applied.update((text) => {
      const applied = text === undefined ? nothingApplied(true) : (this.#known(text) ?? nothingApplied(false));
      for (const [tag, wish] of fresh) remember(applied, tag, wish);
      return appliedText(applied);
    });
  }

  #known(text: string): AppliedChunks | undefined {
    const known = readApplied(text);
    if (!known) this.applied.damaged();
    return known;
  }

  #tag(tag: string): string {
    return this.#fingerprint('tag', tag);
  }
}
