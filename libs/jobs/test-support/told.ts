import type { Fact } from '../src/fact-table.js';
import type { JobStore } from '../src/job-store.js';

/** What the stream would hold of a store: its facts, which the store forgets as if they had been published. */
export function takeFacts(store: JobStore): Fact[] {
  const taken: Fact[] = [];
  for (let some = store.facts.after(0); some.length > 0; some = store.facts.after(0)) {
    taken.push(...some);
    store.facts.told(some.at(-1)?.id as number);
  }
  return taken;
}
