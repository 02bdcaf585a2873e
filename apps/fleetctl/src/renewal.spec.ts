import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createKeys, formatCreds, parseCreds, signer, userJwt } from '@fleet/identity';
import { MasterUnreachable, type MasterLink } from './master-link.js';
import { renewalIsDue, renewBeside, renewed } from './renewal.js';

const account = signer(createKeys('account').seed);
const operator = createKeys('user');
const day = 24 * 3600;
const now = Math.floor(Date.now() / 1000);

function jwt(issued: number, expires?: number, publicKey = operator.publicKey): string {
  const about = { publicKey, account: account.publicKey, name: 'ann', issued };
  return userJwt(account, { ...about, ...(expires !== undefined && { expires }) });
}

let folder: string;
let file: string;
let asked: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleetctl-renewal-'));
  file = join(folder, 'ann.creds');
  asked = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A master that answers with this JWT, or with an error. */
function master(present: string, answer: string | Error): MasterLink {
  writeFileSync(file, formatCreds({ jwt: present, seed: operator.seed }), { mode: 0o600 });
  return {
    renewable: { file, seed: operator.seed, jwt: present },
    ask: (() => {
      asked += 1;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ jwt: answer, expires: 5 });
    }) as MasterLink['ask'],
    watch: () => {
      throw new Error('nothing is watched here');
    },
    close: () => Promise.resolve(),
  };
}

describe('credentials', () => {
  it.each([
    ['just issued', now, now + 30 * day, false],
    ['nearly half over', now - 14 * day, now + 16 * day, false],
    ['more than half over', now - 16 * day, now + 14 * day, true],
    ['over', now - 31 * day, now - day, true],
    ['without an end', now - 400 * day, undefined, false],
  ])('%s', (_what, issued, expires, due) => {
    expect(renewalIsDue(jwt(issued, expires))).toBe(due);
  });

  const old = jwt(now - 20 * day, now + 10 * day);

  it('are replaced as a whole, for their owner alone', async () => {
    const fresh = jwt(now, now + 30 * day);
    expect(await renewed(master(old, fresh))).toBe(5);
    expect(parseCreds(readFileSync(file, 'utf8'))).toEqual({ jwt: fresh, seed: operator.seed });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['ann.creds']);
  });

  it('of somebody else are not taken', async () => {
    expect(await renewed(master(old, jwt(now, now + day, createKeys('user').publicKey)))).toBeUndefined();
    expect(parseCreds(readFileSync(file, 'utf8')).jwt).toBe(old);
  });

  it('stay where the folder cannot be written, and no command fails by it', async () => {
    const link = master(old, jwt(now, now + 30 * day));
    rmSync(folder, { recursive: true });
    expect(await renewed(link)).toBeUndefined();
    folder = mkdtempSync(join(tmpdir(), 'fleetctl-renewal-'));
  });

  it('are renewed beside a command when it is time, whatever the master says', async () => {
    renewBeside(master(jwt(now, now + day), new MasterUnreachable('gone')));
    expect(asked).toBe(0);
    renewBeside(master(old, new MasterUnreachable('gone')));
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(1);
    expect(parseCreds(readFileSync(file, 'utf8')).jwt).toBe(old);
  });
});
