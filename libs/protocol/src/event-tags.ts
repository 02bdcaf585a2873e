import type { EventPlaces, MasterEventKind } from './master-event-data.js';
import type { Right } from './rights.js';

/** First words of tags that are the master's: what a minion tells must not look as if the master had said it. */
export const reservedTagWords = [
  'job',
  'key',
  'minion',
  'approval',
  'operator',
  'rollout',
  'schedule',
  'drift',
  'master',
  'sink',
] as const;

type ReservedWord = (typeof reservedTagWords)[number];

/** Besides `events`: whoever may not list jobs, keys or operators must not learn of them by their events either. */
const takesToo: Readonly<Record<ReservedWord, Right | undefined>> = {
  job: 'jobs',
  key: 'keys',
  minion: 'status',
  approval: 'jobs',
  operator: 'operators',
  rollout: 'jobs',
  schedule: 'jobs',
  drift: 'jobs',
  master: undefined,
  sink: undefined,
};

function reservedWord(tag: string): ReservedWord | undefined {
  const end = tag.indexOf('/');
  const word = end === -1 ? tag : tag.slice(0, end);
  return reservedTagWords.find((reserved) => reserved === word);
}

export function isReservedTag(tag: string): boolean {
  return reservedWord(tag) !== undefined;
}

/** The right that reading events with this tag takes besides `events`. */
export function eventTakes(tag: string): Right | undefined {
  const word = reservedWord(tag);
  return word && takesToo[word];
}

/** `job/JID/ret/MINION` with ids in its places. */
export function masterEventTag<Kind extends MasterEventKind>(kind: Kind, places: EventPlaces<Kind>): string {
  const ids = places as Readonly<Record<string, string>>;
  return kind
    .split('/')
    .map((word) => (Object.hasOwn(ids, word) ? ids[word] : word))
    .join('/');
}

/** What a minion's own tags are counted under: the first word. */
export function minionEventKind(tag: string): string {
  const end = tag.indexOf('/');
  return end === -1 ? tag : `${tag.slice(0, end)}/*`;
}
