import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@fleet/diagnostics';
import { localTree } from '@fleet/fileserver';
import { compileStates, type CompiledStates } from '@fleet/highstate';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { stateTable } from '@fleet/states';
import { fromPlain, type ValueMap } from '@fleet/values';
import { conformanceMinion } from '../conformance/minion.js';

const states = fileURLToPath(new URL('../../states', import.meta.url));
const id = 'miner-01';
const installer = '/opt/cortensor-installer';

async function compile(sls: string, settings: object, machine: MemoryMachine): Promise<CompiledStates['low']> {
  const about = {
    id,
    grains: fromPlain({ id, os: 'Debian', osarch: 'amd64', oscodename: 'bookworm' }) as ValueMap,
    opts: fromPlain({ id }) as ValueMap,
    pillar: fromPlain({ cortensord: { instances: { lone: {} }, ...settings } }) as ValueMap,
    tree: await localTree({ base: [states] }),
  };
  const { call } = conformanceMinion(memoryHost(machine), about);
  const compiled = await compileStates({ kind: 'sls', sls: [sls] }, { ...about, states: stateTable, call });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(formatDiagnostic).join('\n'));
  return compiled.value.low;
}

const chunk = (low: CompiledStates['low'], wanted: string) => low.find((one) => one.id === wanted);

describe('whether a file is the program', () => {
  let scratch: string;
  let check: string;
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'fleet-cortensord-'));
    const settings = { installer_dir: scratch, binary_path: 'daemon', binary_min_size: 200 };
    const low = await compile('cortensord.install', settings, {});
    const condition = chunk(low, 'cortensord_binary_is_real')?.options.unless[0];
    check = condition && 'command' in condition ? condition.command : '';
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  const elf = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]);
  const filler = Buffer.alloc(200, 0);
  it.each<[string, Buffer | undefined, string]>([
    ['an ELF program', Buffer.concat([elf, filler]), ''],
    ['a script', Buffer.concat([Buffer.from('#!/bin/sh\n'), filler]), ''],
    ['a pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), 'is a Git LFS pointer'],
    ['half a program', elf, 'has less than 200 bytes'],
    ['an empty file', Buffer.alloc(0), 'has less than 200 bytes'],
    ['a page of an error', Buffer.concat([Buffer.from('<html>'), filler]), 'is neither an ELF program nor a script'],
    ['nothing', undefined, 'is not there'],
  ])('says so of %s', (_what, content, complaint) => {
    rmSync(join(scratch, 'daemon'), { force: true });
    if (content) writeFileSync(join(scratch, 'daemon'), content);
    let said = '';
    try {
      execFileSync('sh', ['-c', check], { stdio: 'pipe' });
    } catch (error) {
      said = String((error as { stderr: Buffer }).stderr);
    }
    if (complaint === '') expect(said).toBe('');
    else expect(said).toContain(complaint);
  });
});

describe('an apply after an upgrade that was interrupted', () => {
  const installed = { '/usr/local/bin/cortensord': { content: 'old' } };
  it.each<[string, MemoryMachine['files']]>([
    ['a reference of its own', { [`${installer}/.git/refs/fleet/upgrading`]: { content: 'abc\n' } }],
    ['a packed one', { [`${installer}/.git/packed-refs`]: { content: 'abc refs/fleet/upgrading\n' } }],
  ])('leaves the binary to the next upgrade: %s', async (_how, mark) => {
    const low = await compile('cortensord', {}, { files: { ...installed, ...mark } });
    expect(chunk(low, 'cortensord_binary')?.function).toBe('exists');
    expect(chunk(low, 'cortensord_upgrade_interrupted')).toBeDefined();
    const upgrade = await compile('cortensord.upgrade', {}, { files: { ...installed, ...mark } });
    expect(chunk(upgrade, 'cortensord_upgrade_unlocked')?.function).toBe('absent');
  });

  it('installs one where there is none, and where no upgrade was', async () => {
    const mark = { [`${installer}/.git/refs/fleet/upgrading`]: { content: 'abc\n' } };
    for (const files of [mark, installed]) {
      const low = await compile('cortensord', {}, { files });
      expect(chunk(low, 'cortensord_binary')?.function).toBe('managed');
      expect(chunk(low, 'cortensord_upgrade_interrupted')).toBeUndefined();
    }
    expect(chunk(await compile('cortensord.upgrade', {}, { files: installed }), 'cortensord_upgrade_unlocked')).toBe(
      undefined,
    );
  });
});

it('a revision that looks like a number stays a text', async () => {
  const low = await compile('cortensord', { installer_rev: '1.10' }, {});
  expect(chunk(low, 'cortensord_installer_repository')?.arguments.get('rev')).toBe('1.10');
});
