import type { JobStore, OperatorRecord } from '@fleet/jobs';

/** Whoever asks in the name of a schedule; no key is ever spelt like it, so nobody can ask as one from outside. */
export function scheduleOperator(name: string): string {
  return `schedule:${name}`;
}

/** Who the operators are, as the store knows them now: one that was added or revoked by another process counts at once. */
export class Operators {
  private scheduled: ReadonlyMap<string, OperatorRecord> = new Map();

  constructor(private readonly store: JobStore) {}

  get(key: string): OperatorRecord | undefined {
    return this.scheduled.get(key) ?? this.store.operators.get(key);
  }

  /** `NAME`, or the key where it has none. */
  name(key: string): string {
    return this.get(key)?.name ?? key;
  }

  /** What the configuration schedules asks as an operator with the one role that is given there. */
  takeSchedule(schedule: ReadonlyMap<string, { readonly role: string }>): void {
    this.scheduled = new Map(
      [...schedule].map(([name, { role }]) => {
        const key = scheduleOperator(name);
        return [key, { key, name: key, roles: [role], created: 0, expires: Infinity, by: 'master.yaml' }];
      }),
    );
  }
}
