import { EventEmitter } from 'node:events';
import { expect, it } from '@jest/globals';
import { logDeath } from './log-death.js';
import { createLogger } from './logger.js';
import { mask, Redactor } from './redactor.js';

it('shows an error that nobody caught without its secrets, and ends the process', () => {
  const lines: string[] = [];
  const codes: number[] = [];
  const redactor = new Redactor();
  redactor.addSecret('correct-horse');
  const program = Object.assign(new EventEmitter(), { exit: (code: number) => void codes.push(code) });
  logDeath(createLogger({ name: 'x', redactor, destination: { write: (line) => lines.push(line) } }), program);
  const cause = Object.assign(new Error('within'), { argument: 'a correct-horse' });
  program.emit('uncaughtException', new Error('cannot read correct-horse', { cause }));
  expect(codes).toEqual([70]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('correct-horse');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'fatal',
    error: { message: `cannot read ${mask}`, cause: { argument: `a ${mask}` } },
  });
});
