import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isInstalled } from '../../deploy/quickstart/prepare.mjs';

const own = { '': { name: 'fleet' } };
const one = { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-a' } };
const other = { 'node_modules/other': { version: '2.0.0', integrity: 'sha512-b', optional: true } };

describe('whether the dependencies are there', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fleet-prepare-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const write = (path: string, packages: unknown): void => {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify({ packages }));
  };

  it.each([
    ['all of them', { ...one, ...other }, true],
    ['one left out that is for other systems', one, true],
    ['one that is missing', other, false],
    ['another version', { 'node_modules/one': { ...one['node_modules/one'], version: '1.0.1' } }, false],
    ['another content', { 'node_modules/one': { ...one['node_modules/one'], integrity: 'sha512-x' } }, false],
    ['another version of an optional one', { ...one, 'node_modules/other': { version: '1.0.0' } }, false],
  ])('with %s', (_what, present, there) => {
    write('package-lock.json', { ...own, ...one, ...other });
    write('node_modules/.package-lock.json', present);
    expect(isInstalled(folder)).toBe(there);
  });

  it('not where npm has never been', () => {
    write('package-lock.json', { ...own, ...one });
    expect(isInstalled(folder)).toBe(false);
  });
});
