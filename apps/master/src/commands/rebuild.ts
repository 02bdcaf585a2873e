import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Directories, MasterConfig } from '@fleet/config';
import { JobStore } from '@fleet/jobs';
import { placeStore, removeDraft, sync } from '../backup/place-store.js';
import { progressOn } from '../backup/progress.js';
import { openOwnKey } from '../keys/own-key.js';
import { readStreams } from '../facts/read-streams.js';
import { inSentences, whatIsIn, type Restored } from '../facts/restored.js';
import { withStreams } from '../facts/stream-access.js';
import { lockRoot } from '../runtime/root-lock.js';
import { inWords } from './in-words.js';
import { CommandFailed, exits, openConfig } from './open-config.js';

export interface RebuildOptions {
  readonly root: string;
  readonly force: boolean;
  readonly into?: string;
  readonly out: 'text' | 'json';
}

/** `fleet-master rebuild`: a store from the streams alone. With `--into`, beside the present one, also while the master runs. */
export async function rebuild({ root, force, into, out }: RebuildOptions): Promise<void> {
  const { config, places } = await openConfig(root);
  const file = into === undefined ? places.master.database : resolve(into);
  if (into !== undefined && existsSync(file)) throw new CommandFailed(`there is ${file} already`, exits.failed);
  if (existsSync(file) && !force)
    throw new CommandFailed(
      `there is a job store already (${file}); with --force it is moved aside, and nothing of it is deleted`,
      exits.failed,
    );
  try {
    const release = into === undefined ? await lockRoot(places) : () => undefined;
    try {
      const draft = `${file}.rebuilt`;
      const restored = await rebuildInto(draft, config, places);
      const aside = into === undefined ? await placeStore(draft, file) : await placeNew(draft, file);
      if (out === 'json') process.stdout.write(`${JSON.stringify({ file, aside, ...restored })}\n`);
      else process.stdout.write(`${[...inSentences(restored), ...lastWords(file, aside)].join('\n')}\n`);
    } finally {
      release();
    }
  } catch (error) {
    throw inWords(error);
  }
}

async function rebuildInto(draft: string, config: MasterConfig, places: Directories): Promise<Restored> {
  await removeDraft(draft);
  const key = await openOwnKey(places.master.keys, 'facts.key');
  const progress = progressOn();
  const store = JobStore.open(draft, { telling: false });
  try {
    const replay = store.replay({ afresh: true });
    const streams = await withStreams(config, places, (bus) =>
      readStreams(bus, key, replay, (what, count) => progress.tell(`${count} ${what}`)),
    );
    progress.end();
    if (replay.outcome.applied === 0)
      throw new CommandFailed(
        streams.unreadable > 0
          ? `keys/facts.key of this master opens none of the ${streams.unreadable} messages of facts: put the keys of the lost master back first (fleet-master backup restore --keys)`
          : 'the streams hold no facts: there is nothing to make a store from',
        exits.failed,
      );
    const epoch = replay.finish();
    const restored = { epoch, ...whatIsIn(store), replayed: replay.outcome, streams };
    store.close();
    return restored;
  } catch (error) {
    progress.end();
    store.close();
    await removeDraft(draft);
    throw error;
  }
}

async function placeNew(draft: string, file: string): Promise<undefined> {
  sync(draft);
  await rename(draft, file);
  return undefined;
}

function lastWords(file: string, aside: string | undefined): string[] {
  return [
    'not in the streams: when minions acknowledged, presence and grains (minions tell them when they say hello), files that minions brought (artifacts), and audit rows that have left the stream (a backup has them)',
    ...(aside === undefined ? [] : [`the store that was there is in ${aside}`]),
    `made ${file}`,
  ];
}
