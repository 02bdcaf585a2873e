import { createHash } from 'node:crypto';
import type { TreeEntry } from './file-tree.js';

/** What one revision of a tree holds, environment by environment. */
export interface Manifest {
  readonly environments: ReadonlyMap<string, readonly TreeEntry[]>;
  /** Paths that exist but are not served, with the reason. */
  readonly refusals: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** The text is not a manifest: cut off, of another version, or not in the one order that the revision is taken over. */
export class MalformedManifest extends Error {
  override readonly name = 'MalformedManifest';
  readonly code = 'malformed-manifest';
  constructor(
    readonly reason: string,
    readonly line: number,
  ) {
    super('not a manifest of a state tree');
  }
}

const header = 'fleet-manifest 1';

/**
 * The one text of a manifest, line by line: `environment "base"`, then `<sha256> <mode> <size> "path"` for each file and
 * `refused "path" "reason"` for what is not served, all sorted; `end` closes it, so that a cut text is noticed.
 */
export function encodeManifest(manifest: Manifest): string {
  const lines = [header];
  const names = new Set([...manifest.environments.keys(), ...manifest.refusals.keys()]);
  for (const environment of [...names].sort(compare)) {
    lines.push(`environment ${JSON.stringify(environment)}`);
    const entries = [...(manifest.environments.get(environment) ?? [])].sort((a, b) => compare(a.path, b.path));
    for (const entry of entries)
      lines.push(`${entry.sha256} ${entry.mode.toString(8)} ${entry.size} ${JSON.stringify(entry.path)}`);
    const refusals = [...(manifest.refusals.get(environment) ?? [])].sort(([a], [b]) => compare(a, b));
    for (const [path, reason] of refusals) lines.push(`refused ${JSON.stringify(path)} ${JSON.stringify(reason)}`);
  }
  lines.push('end', '');
  return lines.join('\n');
}

/** @throws MalformedManifest */
export function decodeManifest(text: string): Manifest {
  const environments = new Map<string, TreeEntry[]>();
  const refusals = new Map<string, Map<string, string>>();
  const lines = text.split('\n');
  const fail = (reason: string, index: number): never => {
    throw new MalformedManifest(reason, index + 1);
  };
  if (lines[0] !== header) fail('unknown version', 0);
  if (lines.at(-1) !== '' || lines.at(-2) !== 'end') fail('cut off', lines.length - 1);
  let entries: TreeEntry[] | undefined;
  let refused: Map<string, string> | undefined;
  for (let index = 1; index < lines.length - 2; index += 1) {
    const line = lines[index] as string;
    const file = /^([0-9a-f]{64}) ([0-7]{1,4}) (0|[1-9][0-9]{0,14}) (".*")$/.exec(line);
    const refusal = /^refused ("(?:[^"\\]|\\.)*") (".*")$/.exec(line);
    const environment = /^environment (".*")$/.exec(line);
    if (file && entries) {
      const path = jsonString(file[4] as string) ?? fail('malformed path', index);
      if (!isTreePath(path)) fail('a path leads out of the tree', index);
      entries.push({ path, sha256: file[1] as string, mode: parseInt(file[2] as string, 8), size: Number(file[3]) });
    } else if (refusal && refused) {
      refused.set(
        jsonString(refusal[1] as string) ?? fail('malformed path', index),
        jsonString(refusal[2] as string) ?? fail('malformed reason', index),
      );
    } else if (environment) {
      const name = jsonString(environment[1] as string) ?? fail('malformed environment', index);
      entries = [];
      refused = new Map();
      environments.set(name, entries);
      refusals.set(name, refused);
    } else fail('malformed line', index);
  }
  const manifest = { environments, refusals };
  // One content has one text, and so one revision: whatever else decodes to the same content is refused.
  if (encodeManifest(manifest) !== text) fail('not in canonical order', 0);
  return manifest;
}

/** The revision that a manifest's text stands for: SHA-256, hex. */
export function revisionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Relative, with `/`, without empty, `.` or `..` steps, and without a NUL. */
export function isTreePath(path: string): boolean {
  return (
    path !== '' && !path.includes('\0') && path.split('/').every((step) => step !== '' && step !== '.' && step !== '..')
  );
}

function jsonString(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** By UTF-16 code units: the same on every machine, whatever its locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
