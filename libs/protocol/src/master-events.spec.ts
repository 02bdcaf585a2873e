import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { eventTakes, isReservedTag, masterEventTag, minionEventKind, reservedTagWords } from './event-tags.js';
import { masterEvents } from './master-events.js';

const page = readFileSync(new URL('../../../docs/events.md', import.meta.url), 'utf8');

describe('docs/events.md', () => {
  it('lists every tag and every name of its payload, and none that there is not', () => {
    const listed = [...page.matchAll(/^\| `([^`]+)` \| (.*) \| (.*) \|$/gm)].map(([, tag, about, data]) => ({
      tag,
      about,
      data,
    }));
    const meant = Object.entries(masterEvents).map(([tag, { about, data }]) => ({
      tag,
      about,
      data: Object.entries(data)
        .map(([name, what]) => `\`${name}\` ${what}`)
        .join('; '),
    }));
    expect(listed).toEqual(meant);
  });
});

describe('tags', () => {
  it('of the master begin with words that no minion may use', () => {
    for (const kind of Object.keys(masterEvents)) expect([kind, isReservedTag(kind)]).toEqual([kind, true]);
  });

  it.each([
    ['job', true],
    ['job/1/new', true],
    ['jobs/1', false],
    ['Job/1', false],
    ['deploy/job', false],
    ['', false],
  ])('%s: reserved %s', (tag, reserved) => expect(isReservedTag(tag)).toBe(reserved));

  it('have ids in the places of their kind', () => {
    expect(masterEventTag('job/JID/ret/MINION', { JID: '1', MINION: 'web1' })).toBe('job/1/ret/web1');
    expect(masterEventTag('master/started', {})).toBe('master/started');
    // An id that is called as a place is not taken for one.
    expect(masterEventTag('job/JID/ret/MINION', { JID: 'MINION', MINION: 'JID' })).toBe('job/MINION/ret/JID');
  });

  it.each([
    ['deploy', 'deploy'],
    ['deploy/a/b', 'deploy/*'],
    ['/a', '/*'],
  ])('of minions: %s is counted as %s', (tag, kind) => expect(minionEventKind(tag)).toBe(kind));

  it('take the right that shows the same otherwise', () => {
    expect(
      ['deploy/x', 'key/web1/accepted', 'job/1/new', 'operator/a/joined', 'minion/a/up', 'master/started'].map(
        eventTakes,
      ),
    ).toEqual([undefined, 'keys', 'jobs', 'operators', 'status', undefined]);
    expect(reservedTagWords).toContain('drift');
  });
});
