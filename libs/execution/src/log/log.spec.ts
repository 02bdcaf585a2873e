import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe } from '@jest/globals';
import { linuxHost } from '@fleet/platform';
import { specsOf } from '../spec-cases.js';

const folder = mkdtempSync(join(tmpdir(), 'fleet-log-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
writeFileSync(at('a.log'), 'one\nerror: x\nthree\nERROR: y\nfive');
writeFileSync(at('b.log'), Array.from({ length: 200_000 }, (_, line) => `error ${line}\n`).join(''));
writeFileSync(at('c.log.1.gz'), gzipSync('old error\n'));
writeFileSync(at('-e $(touch x).log'), 'error\n');
for (let number = 0; number < 51; number += 1) writeFileSync(at(`many${number}`), '');

describe('log', () => {
  specsOf({ host: linuxHost() }, [
    { call: 'log.tail', positional: [at('a.log'), 2], value: { [at('a.log')]: 'ERROR: y\nfive' } },
    {
      call: 'log.tail',
      positional: [at('?.log')],
      named: { lines: 1 },
      value: { [at('a.log')]: 'five', [at('b.log')]: 'error 199999' },
    },
    { call: 'log.tail', positional: [at('none*')], refused: ['not-found', /there is no file/] },
    { call: 'log.tail', positional: ['relative.log'], refused: ['bad-arguments', /absolute/] },
    { call: 'log.tail', positional: [at('a.log'), 0], refused: ['bad-arguments', /from 1 to 10000/] },
    { call: 'log.tail', positional: [at('many*')], refused: ['failed', /more than 50 files/] },
    { call: 'log.grep', positional: ['^error', at('a.log')], value: { [at('a.log')]: 'error: x' } },
    {
      call: 'log.grep',
      positional: ['ERROR|five', at('a.log')],
      named: { ignore_case: true, lines: 2 },
      value: { [at('a.log')]: 'ERROR: y\nfive' },
    },
    { call: 'log.grep', positional: ['o|t', at('a.log')], named: { fixed: true }, value: {} },
    {
      call: 'log.grep',
      positional: ['error: x', at('a.log'), 10],
      named: { context: 1 },
      value: { [at('a.log')]: 'one\nerror: x\nthree' },
    },
    { call: 'log.grep', positional: ['error', at('b.log'), 2], value: { [at('b.log')]: 'error 199998\nerror 199999' } },
    { call: 'log.grep', positional: ['error', at('c.log.*')], value: { [at('c.log.1.gz')]: 'old error' } },
    { call: 'log.grep', positional: ['error', at('-e*')], value: { [at('-e $(touch x).log')]: 'error' } },
    { call: 'log.grep', positional: ['(', at('a.log')], refused: ['failed', /Unmatched/] },
    {
      call: 'log.grep',
      positional: ['x', at('a.log')],
      named: { context: 1000 },
      refused: ['bad-arguments', /0 to 100/],
    },
  ]);
});
