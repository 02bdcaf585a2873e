import assert from 'node:assert/strict';
import { HostRefusal, type Host } from '../host.js';
import type { ContractCase, MakeHost } from './contracts.js';

export function casesOf(
  make: MakeHost,
  cases: Readonly<Record<string, (host: Host, directory: string) => Promise<void>>>,
): ContractCase[] {
  return Object.entries(cases).map(([name, body]) => ({
    name,
    async run() {
      const made = await make();
      try {
        await body(made.host, made.directory);
      } finally {
        await made.dispose();
      }
    },
  }));
}

/** The refusal that the promise must end in. */
export async function refused(code: string, promise: Promise<unknown>): Promise<HostRefusal> {
  const outcome = await promise.then(
    () => assert.fail(`expected a refusal ${code}, got success`),
    (error: unknown) => error,
  );
  if (!(outcome instanceof HostRefusal)) throw outcome;
  assert.equal(outcome.code, code, outcome.message);
  return outcome;
}
