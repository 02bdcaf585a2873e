import { expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { specContext } from '../spec-cases.js';
import { functionTable } from '../table.js';

it('what backup: minion keeps is listed, put back and removed', async () => {
  const folder = '/cache/file_backup/etc';
  const host = memoryHost({
    files: {
      '/etc/app.conf': { content: 'three\n', mode: 0o600 },
      [`${folder}/app.conf_2026-11-20T08-00-00-000Z`]: { content: 'one\n', mode: 0o640, uid: 7 },
      [`${folder}/app.conf_2026-11-21T08-00-00-000Z`]: 'two\n',
      [`${folder}/app.conf.d_2026-11-21T08-00-00-000Z`]: 'of another file\n',
    },
  });
  const ask = async (call: string, ...positional: unknown[]): Promise<unknown> => {
    const given = { positional: positional.map((one) => fromPlain(one)), named: new Map() as ValueMap };
    const { value } = await callFunction(
      functionTable,
      call,
      given,
      host,
      specContext({ opts: { cachedir: '/cache' } }, host),
    );
    return structuredClone(toPlain(value));
  };
  expect(await ask('file.list_backups', '/etc/app.conf')).toEqual({
    0: { 'Backup Time': '2026-11-21T08:00:00.000Z', Size: 4, Location: `${folder}/app.conf_2026-11-21T08-00-00-000Z` },
    1: { 'Backup Time': '2026-11-20T08:00:00.000Z', Size: 4, Location: `${folder}/app.conf_2026-11-20T08-00-00-000Z` },
  });
  expect(await ask('file.list_backups', '/etc/none')).toEqual({});
  expect(await ask('file.restore_backup', '/etc/app.conf', 1)).toMatchObject({ result: true });
  expect(host.text('/etc/app.conf')).toBe('one\n');
  expect(await host.files.stat('/etc/app.conf')).toMatchObject({ mode: 0o640, uid: 7 });
  const kept = (await ask('file.list_backups', '/etc/app.conf', 1)) as Record<string, { Location: string }>;
  expect(host.text(kept['0']?.Location ?? '')).toBe('three\n');
  expect(await ask('file.delete_backup', '/etc/app.conf', 0)).toMatchObject({ result: true });
  expect(Object.keys((await ask('file.list_backups', '/etc/app.conf')) as object)).toEqual(['0', '1']);
  await expect(ask('file.restore_backup', '/etc/app.conf', 9)).rejects.toThrow(/there are 0 to 1/);
  await expect(ask('file.delete_backup', '/etc/none', 0)).rejects.toThrow(/there are none/);
});
