import { describe, expect, it } from '@jest/globals';
import { BusError } from '@fleet/bus';
import { StoreFailed } from '@fleet/jobs';
import type { Logger } from '@fleet/telemetry';
import { firstValueFrom } from 'rxjs';
import { FaultFilter } from './fault-filter.js';
import { fault, Refusal } from './refusal.js';

const system = (code: string) =>
  Object.assign(new Error(`${code}: no space left on device, write '/secret'`), { code });

describe('what broke in the master', () => {
  it.each([
    ['a refusal', new Refusal(fault('no-match', 'nobody')), 'no-match', 'nobody', 0],
    ['a full store', new StoreFailed('disk-full', { cause: 1 }), 'unavailable', /job store \(disk-full\)/, 1],
    ['a lost bus', new BusError('disconnected', 'gone', {}), 'unavailable', /bus \(disconnected\)/, 1],
    ['a full disk', system('ENOSPC'), 'unavailable', /a disk of the master is full \(ENOSPC\)/, 1],
    ['an exhausted quota', system('EDQUOT'), 'unavailable', /a disk of the master is full/, 1],
    ['a defect', new TypeError('x is undefined'), 'internal', /did not foresee/, 1],
    ['something thrown', null, 'internal', /did not foresee/, 1],
  ] as const)('%s is told to its caller as a fault, and no more', async (_name, error, code, message, lines) => {
    const logged: unknown[] = [];
    const filter = new FaultFilter({ error: (fields: unknown) => void logged.push(fields) } as unknown as Logger);
    const said = await firstValueFrom(filter.catch(error)).catch((thrown: unknown) => thrown);
    expect(said).toMatchObject({
      code,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    expect(JSON.stringify(said)).not.toContain('secret');
    expect(logged).toHaveLength(lines);
  });
});
