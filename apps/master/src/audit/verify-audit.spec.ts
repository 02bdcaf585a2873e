import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { createTrust, type Trust } from '@fleet/bus';
import { JobStore } from '@fleet/jobs';
import type { AuditState } from '@fleet/protocol';
import { acknowledgeAudit } from './acknowledge-audit.js';
import { auditHeadFile, headSigners, writeHead } from './audit-head.js';
import { verifyAudit } from './verify-audit.js';

let folder: string;
let store: JobStore;
let trust: Trust;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fleet-verify-audit-'));
  trust = await createTrust(join(folder, 'keys'));
  store = JobStore.open(join(folder, 'fleet.db'));
  await fill(6);
  await sign();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const entry = { at: 1, who: 'ann UANN', action: 'job_create', function: 'test.ping', outcome: 'done' };
const fill = (count: number): Promise<void> =>
  store.write(({ audit }) => {
    for (let row = 0; row < count; row += 1) audit.append({ ...entry, at: row });
  });
const sign = (): Promise<void> => writeHead(folder, trust.commandSigner, store.audit.head()!);
const verify = (head?: string): Promise<AuditState> =>
  verifyAudit({ audit: store.audit, folder, signers: headSigners(trust), ...(head !== undefined && { head }) });
const acknowledge = (because = 'restored on purpose'): ReturnType<typeof acknowledgeAudit> =>
  acknowledgeAudit({ store, folder, trust, because });

/** As a restore, a rebuild, or somebody with the file in hand. */
function change(sql: string): void {
  const raw = new Sqlite(join(folder, 'fleet.db'));
  for (const trigger of ['audit_keeps_rows', 'audit_keeps_values', 'audit_keeps_order'])
    raw.exec(`DROP TRIGGER IF EXISTS ${trigger}`);
  raw.exec(sql);
  raw.close();
}

describe('rows of the audit log that are gone', () => {
  const cases: [string, string, RegExp[]][] = [
    ['begins in the middle, made from streams', 'DELETE FROM audit WHERE id < 4', [/^rows 1 to 3 are missing/]],
    ['ends too early, an older store', 'DELETE FROM audit WHERE id > 4', [/^row 6 was signed as/]],
    [
      'begins in the middle and ends too early',
      'DELETE FROM audit WHERE id NOT IN (3, 4)',
      [/^rows 1 to 2 are missing/, /^row 6 was signed as/],
    ],
    ['has a hole', 'DELETE FROM audit WHERE id = 3', [/^row 3 is missing/]],
    ['was changed', "UPDATE audit SET who = 'bob' WHERE id = 3", [/^row 3 does not say/]],
  ];
  it.each(cases)('can be acknowledged where it %s, and are told of ever after', async (_what, sql, reasons) => {
    change(sql);
    expect(await verify()).toMatchObject({ ok: false, reason: expect.stringMatching(reasons[0]!) });
    expect((await verify()).reason).toMatch(/fleet-master audit acknowledge/);
    expect((await acknowledge()).map(({ reason }) => reason)).toEqual(
      reasons.map((reason) => expect.stringMatching(reason)),
    );
    const state = await verify();
    expect(state).toMatchObject({
      ok: true,
      acknowledged: reasons.map((reason) => ({
        row: expect.any(Number),
        what: expect.stringMatching(reason),
        because: 'restored on purpose',
      })),
    });
    expect(store.audit.list(1)[0]).toMatchObject({ who: 'fleet-master', action: 'audit_acknowledge', outcome: 'done' });
    expect(await acknowledge()).toEqual([]);
    await fill(2);
    expect(await verify(state.head?.hash)).toMatchObject({ ok: true });
  });

  it('are no excuse for others', async () => {
    change('DELETE FROM audit WHERE id < 3');
    await acknowledge();
    change('DELETE FROM audit WHERE id = 3');
    expect(await verify()).toMatchObject({ ok: false, broken: 4 });
  });

  it('are not excused by a row that nobody signed, nor by the signature on other rows', async () => {
    change('DELETE FROM audit WHERE id < 3');
    await acknowledge();
    const { note } = store.audit.list(1)[0]!;
    change('DELETE FROM audit WHERE id < 5');
    await store.write(({ audit }) => {
      audit.append({ ...entry, action: 'audit_acknowledge', target: 'rows 1 to 4 are missing' });
      audit.append({ ...entry, action: 'audit_acknowledge', note: note! });
      audit.append({ ...entry, action: 'audit_acknowledge', note: note!.replace('before', 'Before') });
    });
    expect(await verify()).toMatchObject({ ok: false, broken: 5 });
  });

  it.each([
    ['missing', (file: string) => rmSync(file)],
    [
      'forged',
      (file: string) =>
        writeFileSync(file, readFileSync(file, 'utf8').replace(/"signature":"..../, '"signature":"AAAA')),
    ],
  ])('cannot be told where the signed head is %s; acknowledging signs another', async (_what, spoil) => {
    spoil(auditHeadFile(folder));
    expect(await verify()).toMatchObject({ ok: false, reason: expect.stringContaining('audit-head.json') });
    expect(await acknowledge()).toHaveLength(1);
    expect(await verify()).toMatchObject({ ok: true });
    change('DELETE FROM audit WHERE id > 6');
    expect(await verify()).toMatchObject({ ok: false, reason: expect.stringContaining('cut off') });
  });
});
