import { createHash } from 'node:crypto';
import { FileMissing, type FileTree } from '@fleet/fileserver';
import { hasErrors, type Outcome } from '@fleet/diagnostics';
import { fromPlain, type ValueMap } from '@fleet/values';
import { compileStates, type CompiledStates } from './compile-states.js';
import type { CompileContext, CompileRequest, Stage } from './request.js';
import { specStates } from './spec-states.js';

/** A tree of one environment, in memory. */
export function treeOf(files: Readonly<Record<string, string>>): FileTree {
  return treeOfEnvironments({ base: files });
}

/** Environment → path → content. */
export function treeOfEnvironments(all: Readonly<Record<string, Readonly<Record<string, string>>>>): FileTree {
  const peek = (environment: string, path: string): Buffer | null => {
    const files = all[environment] ?? {};
    return Object.hasOwn(files, path) ? Buffer.from(files[path] as string) : null;
  };
  const entries = (environment: string) =>
    Object.entries(all[environment] ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, text]) => ({ path, sha256: sha256(text), size: text.length, mode: 0o644 }));
  return {
    revision: 'spec',
    environments: Object.keys(all),
    list: async (environment) => entries(environment),
    entry: async (environment, path) => entries(environment).find((entry) => entry.path === path),
    read: async (environment, path) => {
      const content = peek(environment, path);
      if (!content) throw new FileMissing(environment, path);
      return content;
    },
    peek,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function contextOf(files: Readonly<Record<string, string>>, over: Partial<CompileContext> = {}): CompileContext {
  const id = 'web1';
  return {
    tree: treeOf(files),
    id,
    grains: fromPlain({ id, os: 'Debian' }) as ValueMap,
    pillar: new Map(),
    opts: fromPlain({ id }) as ValueMap,
    states: specStates,
    ...over,
  };
}

/** Compiles `a.sls`, or what `request` says. */
export function compile(
  files: Readonly<Record<string, string>>,
  request: CompileRequest = { kind: 'sls', sls: ['a'] },
  until: Stage = 'checked',
): Promise<Outcome<CompiledStates>> {
  return compileStates(request, contextOf(files), { until });
}

/** `file:line code: summary` of everything that was refused. */
export async function refusal(files: Readonly<Record<string, string>>, request?: CompileRequest): Promise<string[]> {
  const outcome = await compile(files, request);
  if (outcome.ok) throw new Error('was expected to be refused');
  if (!hasErrors(outcome.diagnostics)) throw new Error('was refused without an error');
  return outcome.diagnostics.map(({ at, code, summary }) => `${at ? `${at.file}:${at.line} ` : ''}${code}: ${summary}`);
}

export async function compiled(
  files: Readonly<Record<string, string>>,
  request?: CompileRequest,
  until?: Stage,
): Promise<CompiledStates> {
  const outcome = await compile(files, request, until);
  if (!outcome.ok) throw new Error(outcome.diagnostics.map(({ summary }) => summary).join('\n'));
  return outcome.value;
}
