import { describe, expect, it } from '@jest/globals';
import { inPhase, phaseLine, type Phase } from './phase.js';

const phase: Phase = {
  word: 'EXEC',
  at: Date.UTC(2026, 0, 21, 12, 3, 11, 204),
  position: 3,
  total: 12,
  what: 'file.managed',
  about: '/etc/x',
};

describe('a line of the phase view', () => {
  it.each<[string, Partial<Phase>, string]>([
    ['begins', {}, '12:03:11.204 [EXEC]  3/12 file.managed /etc/x'],
    [
      'ends with what came of it and how long it took',
      { word: 'OK', end: { says: 'changed', duration: 55.6 } },
      '12:03:11.204 [OK]    3/12 file.managed /etc/x  changed, 56 ms',
    ],
    [
      'says why',
      { word: 'ERROR', end: { says: 'failed', duration: 4210, reason: 'no space is left' } },
      '12:03:11.204 [ERROR] 3/12 file.managed /etc/x  failed, 4.2 s: no space is left',
    ],
    [
      'is one line, whatever it is about',
      { about: 'echo one\necho two', end: { says: 'failed', duration: 999.6, reason: 'a\nb' } },
      '12:03:11.204 [EXEC]  3/12 file.managed echo one …  failed, 1.0 s: a …',
    ],
    [
      'shows what a terminal would obey, and takes long times as people read them',
      { about: 'a\u001b[2J\rb', end: { says: 'no changes', duration: 200_000 } },
      '12:03:11.204 [EXEC]  3/12 file.managed a\\x1b[2J\\x0db  no changes, 3 min 20 s',
    ],
    ['is bounded', { about: 'x'.repeat(500) }, `12:03:11.204 [EXEC]  3/12 file.managed ${'x'.repeat(160)} …`],
  ])('%s', (_name, change, line) => expect(phaseLine({ ...phase, ...change })).toBe(line));
});

describe('a part of what a function does', () => {
  const part = { position: 1, total: 2, what: 'push', about: '/etc/hosts' };

  async function told(work: Parameters<typeof inPhase>[2], nested = false): Promise<string[]> {
    const lines: string[] = [];
    const listener = {
      nested,
      phase: ({ word, end }: Phase) => lines.push(end ? `${word} ${end.says} ${end.reason ?? ''}`.trim() : word),
      progress: (text: string, place?: object) => lines.push(`${text} ${JSON.stringify(place)}`),
    };
    await inPhase(listener, part, work).catch((error: unknown) => lines.push(String(error)));
    return lines;
  }

  it('says that it begins, and what came of it', async () => {
    expect(await told(async () => ({ word: 'OK', says: '7 bytes' }))).toEqual([
      'EXEC',
      'push /etc/hosts {"position":1,"total":2}',
      'OK 7 bytes',
    ]);
  });

  it('says that it failed, and fails', async () => {
    const lines = await told(() => Promise.reject(new Error('no space')));
    expect(lines.slice(2)).toEqual(['ERROR failed no space', 'Error: no space']);
  });

  it('is no part of the job that a state or a template is part of', async () => {
    expect(await told(async () => ({ word: 'OK', says: '7 bytes' }), true)).toEqual(['push /etc/hosts undefined']);
  });
});
