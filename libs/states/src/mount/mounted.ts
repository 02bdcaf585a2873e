import type { HostView } from '@fleet/platform';
import { compilePattern } from '@fleet/edits';
import {
  entryOf,
  entryProblem,
  isBind,
  isLocalDevice,
  matchOn,
  mountDetails,
  mountWords,
  mountedAt,
  optionsOf,
  realDevice,
  realPath,
  setEntry,
  withoutSecrets,
  type FstabEdit,
  type FstabEntry,
  type MountDetails,
} from '@fleet/storage';
import { defineState, type Plan, type StateContext, type Step } from '../definition.js';
import { pathProblem, tidyPath } from '../file/parts/absolute.js';
import { already, impossible, oldNew, step } from '../step.js';
import { runTool } from '../tool.js';
import { MountMountedArgs } from './mounted.args.js';
import { leftOver, optionDifferences } from './parts/options.js';
import { optionWish } from './parts/option-wish.js';
import { comesFrom } from './parts/source.js';
import { asUser, fstabStep, fstabText, mountStep, umountStep, unmount } from './parts/steps.js';

export const mounted = defineState({
  name: 'mount.mounted',
  doc: 'Keep a device mounted on a folder, now and at boot. Options that differ are remounted; where another device is mounted, it is unmounted first, unless somebody uses it: Salt unmounts lazily then, and so takes it from under them.',
  args: MountMountedArgs,
  example: `/srv/data:
  mount.mounted:
    - device: LABEL=data
    - fstype: ext4
    - opts: noatime,nofail
    - mkmnt: True
`,
  async plan(host, want, context) {
    const wish = await wishOf(host, want);
    if (typeof wish === 'string') return impossible(wish);
    const edit = want.persist ? await fstabEdit(host, wish.entry, want) : undefined;
    if (typeof edit === 'string') return impossible(edit);
    const mounting = want.mount ? await planMount(host, want, wish, edit, context) : already('');
    if (!('steps' in mounting)) return mounting;
    const persisting =
      edit && edit.outcome !== 'present' ? [fstabStep(want.config, edit.again, edit.was, context)] : [];
    // systemd may unmount at once what contradicts the line that it knows; a line that is new waits until the mount has worked.
    const steps = edit?.outcome === 'change' ? [...persisting, ...mounting.steps] : [...mounting.steps, ...persisting];
    return { ...mounting, steps, already: alreadySentence(want) };
  },
  async onWatch(host, want) {
    const wish = await wishOf(host, want);
    if (typeof wish === 'string') return impossible(wish);
    const active = mountedAt(await mountDetails(host), wish.place);
    if (!active) return { steps: [mountStep(mountWish(wish), want.mkmnt, want.user)], already: '' };
    return { steps: [remountStep(wish, want, active)], already: '' };
  },
});

interface Wish {
  /** The folder with its symlinks resolved, as the kernel shows it. */
  readonly place: string;
  readonly entry: FstabEntry;
}

async function wishOf(host: HostView, want: MountMountedArgs): Promise<Wish | string> {
  const bad = pathProblem(want.name);
  if (bad) return bad;
  const name = tidyPath(want.name);
  const options = optionsOf(want.opts);
  const entry = { device: want.device, place: name, type: want.fstype, options, dump: want.dump, pass: want.pass_num };
  const problem = entryProblem(entry);
  if (problem) return problem;
  return { place: await realPath(host, name), entry };
}

/** An edit of a text that may be another one when it is its turn. */
interface PlannedEdit extends FstabEdit {
  readonly was: string;
  again(text: string): FstabEdit;
}

async function fstabEdit(host: HostView, entry: FstabEntry, want: MountMountedArgs): Promise<PlannedEdit | string> {
  const by = matchOn(want.match_on);
  if (typeof by === 'string') return by;
  const text = await fstabText(host, want.config);
  if (typeof text === 'string') return text;
  const again = (now: string): FstabEdit => setEntry(now, entry, by.fields);
  return { ...again(text.text), again, was: text.text };
}

async function planMount(
  host: HostView,
  want: MountMountedArgs,
  wish: Wish,
  edit: FstabEdit | undefined,
  context: StateContext,
): Promise<Plan> {
  const all = await mountDetails(host);
  const active = mountedAt(all, wish.place);
  if (active && ((await comesFrom(host, source(wish), active, all)) || isAsGood(active.device, want)))
    return remounting(host, want, wish, edit, active);
  const lacking = await whyNotMountable(host, want, wish);
  if (lacking)
    return context.test ? { verdict: null, comment: `${lacking}: an earlier state may bring it` } : impossible(lacking);
  if (active && wish.place === '/') return impossible(`${active.device} is mounted on /, which cannot be exchanged`);
  const first = active ? [umountStep(wish.place, active.device, want.user)] : [];
  return { steps: [...first, mountStep(mountWish(wish), want.mkmnt, want.user)], already: '' };
}

async function remounting(
  host: HostView,
  want: MountMountedArgs,
  wish: Wish,
  edit: FstabEdit | undefined,
  active: MountDetails,
): Promise<Plan> {
  const { missing, unseen } = await optionDifferences(host, optionWish(want, wish.entry.options), active);
  const before = edit && edit.outcome !== 'present' ? (entryOf(edit.before)?.options ?? []) : undefined;
  const past = before ? leftOver(before, wish.entry.options, active) : [];
  const changed = [...missing, ...past];
  // What nobody can see is taken for given, unless it was not asked for until now.
  if (before) changed.push(...unseen.filter((option) => !before.includes(option)));
  const warnings =
    want.persist || unseen.length === 0
      ? []
      : [
          `nobody can see whether ${want.name} is mounted with ${withoutSecrets(unseen).join(',')}: a remount would tell`,
        ];
  return { steps: changed.length === 0 ? [] : [remountStep(wish, want, active, past)], already: '', warnings };
}

/** Network and FUSE file systems take most options only when they are mounted. */
function remountStep(wish: Wish, want: MountMountedArgs, active: MountDetails, past: readonly string[] = []): Step {
  const { device, type, options } = wish.entry;
  const now = withoutSecrets([...active.options, ...active.superOptions]).join(',');
  const changes = { remount: oldNew(now, withoutSecrets(options).join(',')) };
  if (/^(nfs\d?|cvfs|fuse.*)$/.test(type))
    return step(`unmount ${wish.place} and mount it with other options`, changes, async (host) => {
      await unmount(host, wish.place, want.user);
      await runTool(host, mountWords(mountWish(wish)), asUser(want.user));
    });
  const again = { device, place: wish.place, type, options: [...new Set([...options, ...undone(past), 'remount'])] };
  return step(`remount ${wish.place}`, changes, async (host) => {
    await runTool(host, mountWords(again), asUser(want.user));
  });
}

/** Flags that are not named go with a remount; only how times are kept stays as it is. */
function undone(past: readonly string[]): string[] {
  return [...(past.includes('noatime') ? ['relatime'] : []), ...(past.includes('nodiratime') ? ['diratime'] : [])];
}

async function whyNotMountable(host: HostView, want: MountMountedArgs, wish: Wish): Promise<string | undefined> {
  const bind = wish.entry.options.some(isBind);
  const local = bind || isLocalDevice(want.device) || /^\/(?!\/)/.test(want.device);
  if (local && (await realDevice(host, want.device)) === undefined) return `the device ${want.device} does not exist`;
  const kind = (await host.files.statTarget(want.name))?.kind;
  if (kind === undefined && !want.mkmnt)
    return `the folder ${want.name} does not exist (\`mkmnt: True\` would make it)`;
  // A file can be bound to a file.
  if (kind !== undefined && kind !== 'directory' && !bind) return `${want.name} is a ${kind}, not a directory`;
  return undefined;
}

function isAsGood(device: string, want: MountMountedArgs): boolean {
  return (want.device_name_regex ?? []).some((text) => {
    const pattern = compilePattern(`^(?:${text})`, []);
    return typeof pattern !== 'string' && pattern.test(device);
  });
}

function source(wish: Wish): { device: string; type: string; options: readonly string[] } {
  return { device: wish.entry.device, type: wish.entry.type, options: wish.entry.options };
}

function mountWish(wish: Wish): { device: string; place: string; type: string; options: readonly string[] } {
  return { ...source(wish), place: wish.place };
}

function alreadySentence(want: MountMountedArgs): string {
  const now = want.mount ? `${want.device} is mounted on ${want.name}` : `${want.name} is not to be mounted now`;
  return want.persist ? `${now}, and ${want.config} says so` : now;
}
