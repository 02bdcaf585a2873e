import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './fleet.mjs';

const page = readFileSync(join(repository, 'docs/traps.md'), 'utf8');
const named = [...page.matchAll(/\| `([^`]+\.spec\.ts)`: (.+?) +\|$/gm)].map(([, file = '', title = '']) => [
  file,
  title,
]);

describe('the page of traps', () => {
  it('names specs', () => {
    expect(named.length).toBeGreaterThan(40);
  });

  it.each(named)('names one that exists: %s: %s', (file, title) => {
    expect(readFileSync(join(repository, file), 'utf8')).toContain(`'${title}'`);
  });
});
