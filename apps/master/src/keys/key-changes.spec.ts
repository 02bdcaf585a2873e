import { describe, expect, it, jest } from '@jest/globals';
import { createKeys, signer } from '@fleet/identity';
import type { MinionRegistry } from '../presence/minion-registry.js';
import type { MasterRuntime } from '../runtime/runtime.js';
import { KeyChanges } from './key-changes.js';

/** A folder in which serial and role keys change at once, and a server that takes them or not. */
function scene() {
  const minion = createKeys('user').publicKey;
  const told: string[] = [];
  const state = { serial: 1, key: 'old', takes: true };
  const read = { serial: 1, key: 'old' };
  const reconnect = jest.fn(() => Promise.resolve());
  const master = {
    trust: {
      get keyset() {
        return { serial: read.serial };
      },
      get roles() {
        return [{ key: read.key }];
      },
      reload: () => Promise.resolve(void Object.assign(read, { serial: state.serial, key: state.key })),
      commandSigner: signer(createKeys('user').seed),
    },
    control: { pushAccounts: () => (state.takes ? Promise.resolve() : Promise.reject(new Error('not now'))) },
    bus: {
      reconnect,
      publish: (_to: string, { text }: { text: string }) => told.push((JSON.parse(text) as { notice: string }).notice),
    },
    registrar: { reconnect },
    log: { info: () => undefined, error: () => undefined },
  } as unknown as MasterRuntime;
  const registry = { all: () => [{ key: minion, up: true }] } as unknown as MinionRegistry;
  return { state, told, reconnect, changes: new KeyChanges(master, registry) };
}

describe('keys that were replaced', () => {
  it('are told of once, and not where nothing changed', async () => {
    const { state, told, reconnect, changes } = scene();
    await changes.takeUp();
    expect([told, reconnect.mock.calls]).toEqual([[], []]);
    Object.assign(state, { serial: 2, key: 'new' });
    for (let turn = 0; turn < 2; turn += 1) await changes.takeUp();
    expect(told).toEqual(['refresh-keyset', 'renew']);
    expect(reconnect).toHaveBeenCalledTimes(2);
  });

  it('are told of by the next attempt where the server did not take them', async () => {
    const { state, told, changes } = scene();
    Object.assign(state, { serial: 2, key: 'new', takes: false });
    await expect(changes.takeUp()).rejects.toThrow('not now');
    expect(told).toEqual([]);
    state.takes = true;
    await changes.takeUp();
    expect(told).toEqual(['refresh-keyset', 'renew']);
  });
});
