import { describe, expect, it } from '@jest/globals';
import { createLogger, type LoggerOptions } from './logger.js';
import { mask, Redactor } from './redactor.js';

function logging(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const logger = createLogger({ name: 'fleet-test', destination: { write: (line) => lines.push(line) }, ...options });
  return { logger, lines, records: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('a logger', () => {
  it('writes a record of static message and fields as one line of JSON', () => {
    const { logger, lines, records } = logging();
    logger.info({ jid: '20260101', retcode: 0 }, 'job finished');
    expect(lines[0]).toMatch(/\n$/);
    expect(records()[0]).toMatchObject({
      level: 'info',
      name: 'fleet-test',
      msg: 'job finished',
      jid: '20260101',
      retcode: 0,
    });
    expect(String(records()[0]?.time)).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('lets no secret through: not by name, not in texts, not in messages, errors or children', () => {
    const redactor = new Redactor();
    redactor.addSecret('hunter22');
    const { logger, lines } = logging({ redactor });
    const error = Object.assign(new Error('cannot log in with hunter22'), { password: 'other-secret' });
    logger
      .child({ who: 'hunter22' })
      .error({ err: error, deep: { list: ['x hunter22'] }, password: 'third-secret' }, 'refused hunter22');
    expect(lines.join('')).not.toMatch(/hunter22|other-secret|third-secret/);
    expect(lines.join('').split(mask).length).toBeGreaterThan(6);
  });

  it('knows a secret that was learned after it was made', () => {
    const redactor = new Redactor();
    const { logger, lines } = logging({ redactor });
    redactor.addSecret('late-secret');
    logger.warn({ line: 'a late-secret' }, 'seen');
    expect(lines[0]).not.toContain('late-secret');
  });

  it('keeps quiet below its level', () => {
    const { logger, lines } = logging({ level: 'warn' });
    logger.info('not this');
    logger.level = 'debug';
    logger.debug('but this');
    expect(lines).toHaveLength(1);
  });

  it('is readable on a terminal, in order', async () => {
    const { logger, lines } = logging({ pretty: true });
    logger.info({ minion: 'web1' }, 'first');
    logger.error('second');
    for (let turn = 0; lines.length < 2 && turn < 500; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    logger.info('third');
    expect(lines.join('')).toMatch(/INFO.*first[\s\S]*minion: "web1"[\s\S]*ERROR.*second[\s\S]*INFO.*third/);
  });
});
