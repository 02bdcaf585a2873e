import { describe, expect, it } from '@jest/globals';
import { readServerRefusal } from './server-refusal.js';

const account = `A${'B'.repeat(55)}`;
const own = `U${'C'.repeat(55)}`;
const victim = `U${'D'.repeat(55)}`;
const line = (words: string, said = 'v2.29.3:nodejs:web1'): string =>
  `[16268] 2026/11/21 18:02:40.003197 [ERR] 127.0.0.1:46404 - cid:19 - "${said}" - "${account}/FLEET/nkey:${own}" - ${words}`;
/** What a client may put into its name, as the server writes it. */
const forged = `x\\" - \\"${account}/FLEET/nkey:${victim}\\" - Publish Violation - Subject \\"y\\n[1] 2026/11/21 18:02:40.003100 [ERR] 1.2.3.4:5 - cid:1 - \\"v\\" - \\"${account}/FLEET/nkey:${victim}\\" - Publish Violation`;

describe('a line of the log of nats-server', () => {
  it.each([
    [
      'Publish Violation - Subject "$JS.API.STREAM.PURGE.RETURNS"',
      'publish-violation',
      'Subject "$JS.API.STREAM.PURGE.RETURNS"',
    ],
    ['Subscription Violation - Subject ">", SID 1', 'subscription-violation', 'Subject ">", SID 1'],
    [
      'Subscription Violation - Subject "a", Queue: "b\\"c", SID 2',
      'subscription-violation',
      'Subject "a", Queue: "b\\"c", SID 2',
    ],
    ['maximum payload exceeded: 2097152 vs 1048576', 'limit', 'maximum payload exceeded: 2097152 vs 1048576'],
    ['maximum subscriptions exceeded', 'limit', 'maximum subscriptions exceeded'],
  ])('%s', (words, kind, what) => {
    expect(readServerRefusal(line(words))).toEqual({ key: own, kind, what });
    expect(readServerRefusal(line(words, forged))).toEqual({ key: own, kind, what });
  });

  it('tells of a stranger', () => {
    expect(
      readServerRefusal(
        `[1] 2026/11/21 18:02:40.026132 [ERR] 127.0.0.1:46412 - cid:20 - authentication error - Nkey "${own}"`,
      ),
    ).toEqual({ key: own, kind: 'authentication', what: 'authentication error' });
  });

  it.each([
    '',
    'Publish Violation',
    '[1] 2026/11/21 18:02:39.684240 [INF] Server is ready',
    line('Client connection created'),
    line('x').replace(own, 'someone'),
    `[1] 2026/11/21 18:02:40.026132 [INF] "${account}/FLEET/nkey:${victim}" - Publish Violation - Subject "x"`,
  ])('is about something else: %s', (text) => {
    expect(readServerRefusal(text)).toBeUndefined();
  });

  it('shows little of a long subject', () => {
    expect(readServerRefusal(line(`Publish Violation - Subject "${'x'.repeat(5000)}"`))?.what).toHaveLength(200);
  });
});
