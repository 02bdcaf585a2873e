import { createHash } from 'node:crypto';
import type { PlanPart } from '@fleet/protocol';

/** What the signature of a plan says of its parts: a part that was changed, taken away or put elsewhere shows. */
export class PlanDigest {
  readonly #hash = createHash('sha256');

  /** In the order of the plan's minions. */
  add(part: PlanPart): void {
    this.#hash.update(`${JSON.stringify(part)}\n`);
  }

  /** Hex; nothing can be added after it. */
  get text(): string {
    return this.#hash.digest('hex');
  }
}
