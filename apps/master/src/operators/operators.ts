import type { JobStore, OperatorRecord } from '@fleet/jobs';

/** Who the operators are, as the store knows them now: one that was added or revoked by another process counts at once. */
export class Operators {
  constructor(private readonly store: JobStore) {}

  get(key: string): OperatorRecord | undefined {
    return this.store.operators.get(key);
  }

  /** `NAME`, or the key where it has none. */
  name(key: string): string {
    return this.get(key)?.name ?? key;
  }
}
