import { shownDiff } from '@fleet/edits';
import { FileMissing } from '@fleet/fileserver';
import { HostRefusal, type FileStats, type Host, type HostView, type Ownership } from '@fleet/platform';
import { StepFailed, type Plan, type StateContext, type Step } from '../../definition.js';
import { already, impossible, step } from '../../step.js';
import { pathProblem } from './absolute.js';
import { backUp } from './backup.js';
import { wantedContent, type Content, type ContentWish } from './content.js';
import { makeParents, parentState } from './make-parents.js';
import { missingSentence, ownerChanges, ownerNow, resolveOwner, type OwnerWish } from './ownership.js';
import { checkContent, type ContentCheck } from './check-content.js';
import { digest } from './source-hash.js';

export interface FileWish extends ContentWish {
  readonly user?: string | undefined;
  readonly group?: string | undefined;
  readonly mode?: number | 'keep' | undefined;
  readonly makedirs: boolean;
  readonly dirMode?: number | undefined;
  readonly replace: boolean;
  readonly create: boolean;
  readonly backup?: string | undefined;
  readonly showChanges?: boolean | undefined;
  readonly followSymlinks: boolean;
  /** An empty content is what the author means; default true. */
  readonly allowEmpty?: boolean;
  readonly check?: ContentCheck | undefined;
}

/** Bytes of an old content that is read for a diff: nobody reads the differences of more. */
const mostToCompare = 4 * 1024 * 1024;

/** One file: its content, then its owner and mode, in one write where the content differs. */
export async function planFile(host: HostView, wish: FileWish, context: StateContext): Promise<Plan> {
  const bad = pathProblem(wish.name);
  if (bad) return impossible(bad);
  const stats = wish.followSymlinks ? await host.files.statTarget(wish.name) : await host.files.stat(wish.name);
  if (stats && stats.kind !== 'file' && !(stats.kind === 'symlink' && !wish.followSymlinks))
    return impossible(`${wish.name} is a ${stats.kind}, not a file`);
  if (!stats && !wish.create) return already(`${wish.name} does not exist, and is not to be created`);

  const content = stats && !wish.replace ? ({ kind: 'none' } as const) : await wantedContent(wish, host, context);
  if (content.kind === 'problem') {
    // In a dry run an earlier state may be what brings the source.
    if (!content.absent || !context.test || typeof wish.source !== 'string' || !wish.source.startsWith('/'))
      return impossible(content.problem);
    return {
      steps: [step(`write ${wish.name}`, { diff: `unknown: ${content.problem}` }, unknowable)],
      already: '',
      warnings: [content.problem],
    };
  }
  const ownerWish: OwnerWish = {
    user: wish.user,
    group: wish.group,
    mode: wish.mode === 'keep' ? keptMode(content) : wish.mode,
  };
  const owner = await resolveOwner(host, ownerWish);
  if (owner.missing.length > 0 && !context.test) return impossible(missingSentence(owner.missing));
  const warnings = owner.missing.map((account) => `${account} does not exist yet`);
  const parents = stats ? 'ok' : await parentState(host, wish.name, wish.makedirs);
  if (parents !== 'ok' && parents !== 'make') {
    if (!context.test) return impossible(parents);
    warnings.push(parents);
  }

  const access = ownerChanges(stats, ownerWish, owner);
  const before = stats?.kind === 'file' ? stats : undefined;
  const steps: Step[] = [];
  if (await differs(host, wish, before, content)) {
    steps.push(await writing(host, wish, before, content, ownerWish, access, parents === 'make', context));
  } else if (Object.keys(access).length > 0) {
    const summary = `set ${Object.keys(access).join(', ')} of ${wish.name}`;
    steps.push(
      step(summary, access, async (machine) =>
        machine.files.setOwnership(wish.name, await ownerNow(machine, ownerWish), { follow: wish.followSymlinks }),
      ),
    );
  }
  return {
    steps,
    already: `${wish.name} is in the correct state`,
    done: `${wish.name} is ${stats ? 'updated' : 'created'}`,
    warnings,
  };
}

async function differs(
  host: HostView,
  wish: FileWish,
  stats: FileStats | undefined,
  content: Exclude<Content, { kind: 'problem' }>,
): Promise<boolean> {
  if (!stats) return true;
  if (content.kind === 'none') return false;
  if (content.kind === 'fetchable')
    return (await host.files.hash(wish.name, content.expected.algorithm)) !== content.expected.hex;
  if (content.kind === 'copy')
    return (
      stats.size !== content.size ||
      (await host.files.hash(wish.name, 'sha256')) !== (await host.files.hash(content.path, 'sha256'))
    );
  if (stats.size !== content.content.length) return true;
  return (await host.files.hash(wish.name, 'sha256')) !== digest(content.content, 'sha256');
}

async function writing(
  host: HostView,
  wish: FileWish,
  stats: FileStats | undefined,
  content: Exclude<Content, { kind: 'problem' }>,
  owner: OwnerWish,
  access: Record<string, string>,
  parents: boolean,
  context: StateContext,
): Promise<Step> {
  const wanted = await material(host, content, stats);
  if (wish.allowEmpty === false && wanted.size === 0 && content.kind !== 'none')
    throw new StepFailed(`the content of ${wish.name} is empty, and \`allow_empty: False\` refuses that`);
  const mode = owner.mode ?? stats?.mode;
  const policy = {
    hidden: wish.showChanges === false,
    private: wish.showChanges !== true && mode !== undefined && (mode & 0o077) === 0,
    secret: context.secret,
  };
  const diff =
    stats === undefined
      ? 'New file'
      : (wanted.bytes === undefined || stats.size > mostToCompare) && !policy.hidden
        ? `${stats.size} bytes replaced by ${wanted.size}`
        : shownDiff(policy.hidden ? '' : await host.files.read(wish.name), wanted.bytes ?? '', policy);
  return step(`${stats ? 'update' : 'create'} ${wish.name}`, { diff, ...access }, async (machine) => {
    if (wish.check) await checkContent(machine, wish.check, (own, copy) => wanted.put(own, copy, { mode: 0o600 }));
    if (parents) await makeParents(machine, wish.name, { user: wish.user, group: wish.group, mode: wish.dirMode });
    if (stats && wish.backup !== undefined) await backUp(machine, wish.name, wish.backup, context);
    const ownership = await ownerNow(machine, owner);
    await wanted.put(machine, wish.name, ownership, { replaceSymlink: !wish.followSymlinks });
  });
}

/** What is put into place: bytes, or a file of the minion that may be larger than is good to hold. */
interface Material {
  readonly size: number;
  /** Read for the difference, where it is not too long for one. */
  readonly bytes?: Buffer;
  readonly put: (
    host: Host,
    path: string,
    ownership: Ownership,
    options?: { replaceSymlink?: boolean },
  ) => Promise<void>;
}

async function material(
  host: HostView,
  content: Exclude<Content, { kind: 'problem' }>,
  stats: FileStats | undefined,
): Promise<Material> {
  if (content.kind === 'copy') {
    const short = stats !== undefined && content.size <= mostToCompare;
    return {
      size: content.size,
      ...(short && { bytes: await host.files.read(content.path) }),
      // A new file does not get the mode of what it is copied from.
      put: (machine, path, ownership) =>
        machine.files.copy(content.path, path, stats ? ownership : { mode: 0o644, ...ownership }),
    };
  }
  const bytes = await contentBytes(content);
  return {
    size: bytes.length,
    bytes,
    put: (machine, path, ownership, options) => machine.files.write(path, bytes, ownership, options),
  };
}

async function contentBytes(content: Exclude<Content, { kind: 'problem' | 'copy' }>): Promise<Buffer> {
  if (content.kind === 'none') return Buffer.alloc(0);
  if (content.kind === 'ready') return content.content;
  try {
    return await content.read();
  } catch (cause) {
    if (cause instanceof FileMissing)
      throw new HostRefusal('ENOENT', `the state tree has no ${cause.path}`, {}, { cause });
    throw cause;
  }
}

function keptMode(content: Exclude<Content, { kind: 'problem' }>): number | undefined {
  return content.kind === 'none' ? undefined : content.mode;
}

/** Test mode plans this step and never takes it. */
async function unknowable(_host: Host): Promise<never> {
  throw new StepFailed('the content was not known when this was planned');
}
