import type { Host, HostView } from '@fleet/platform';
import {
  entryOf,
  lineOf,
  mountWords,
  readFstab,
  umountWords,
  whoHolds,
  withoutSecrets,
  type FstabEdit,
  type MountWish,
} from '@fleet/storage';
import { StepFailed, type StateContext, type Step } from '../../definition.js';
import { oldNew, step } from '../../step.js';
import { runTool } from '../../tool.js';

export function mountStep(wish: MountWish, mkmnt: boolean, user: string | undefined): Step {
  return step(`mount ${wish.device} on ${wish.place}`, { mount: true }, async (host) => {
    if (mkmnt) await host.files.makeDirectory(wish.place, {}, { parents: true });
    await runTool(host, mountWords(wish), asUser(user));
  });
}

/** A busy folder is left as it is: a lazy unmount would take it from under those who use it, and they are named instead. */
export function umountStep(place: string, device: string, user: string | undefined): Step {
  return step(`unmount ${place}`, { umount: oldNew(device, null) }, (host) => unmount(host, place, user));
}

export async function unmount(host: Host, place: string, user: string | undefined): Promise<void> {
  try {
    await runTool(host, umountWords(place), asUser(user));
  } catch (cause) {
    if (!(cause instanceof StepFailed) || !/busy/.test(cause.message)) throw cause;
    throw new StepFailed(`${cause.message}${await whoHolds(host, place)}`, undefined, { cause });
  }
}

/**
 * Writes an edit of fstab. The file is read again for it: somebody may have written it since the look. systemd makes units of its lines, and would go by
 * the old ones until it has read them again.
 */
export function fstabStep(
  config: string,
  edit: (text: string) => Omit<FstabEdit, 'outcome'>,
  text: string,
  context: StateContext,
): Step {
  const shown = (line: string): string | null => (line === '' ? null : safeLine(line, context));
  const { before, after } = edit(text);
  return step(
    after === '' ? `take a line out of ${config}` : `write a line of ${config}`,
    { persist: oldNew(shown(before), shown(after)) },
    async (host) => {
      const now = await fstabText(host, config);
      if (typeof now === 'string') throw new StepFailed(now);
      await host.files.write(config, edit(now.text).text);
      if (config === '/etc/fstab' && host.services.suits() !== 'no') await host.services.reloadManager();
    },
  );
}

function safeLine(line: string, context: StateContext): string {
  const entry = entryOf(line);
  const text = entry ? lineOf({ ...entry, options: withoutSecrets(entry.options) }).replaceAll('\t', ' ') : line;
  return context.secret(text) ? '<secret>' : text;
}

export function asUser(user: string | undefined): { runas?: string } {
  return user === undefined ? {} : { runas: user };
}

/** The text of fstab, or a sentence why there is none. */
export async function fstabText(host: HostView, config: string): Promise<{ readonly text: string } | string> {
  return (await readFstab(host, config)) ?? `there is no file ${config}: make it first`;
}
