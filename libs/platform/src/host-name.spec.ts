import { expect, it } from '@jest/globals';
import { isHostName } from './host-name.js';

it.each([
  ['web1', true],
  ['web-1.example.org', true],
  ['1', true],
  ['', false],
  ['-web', false],
  ['web-', false],
  ['web..org', false],
  ['web_1', false],
  ['web\n1', false],
  ['web1\n', false],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
  [`${'a'.repeat(60)}.example`, false],
])('%j as a name of a machine: %s', (name, may) => expect(isHostName(name)).toBe(may));
