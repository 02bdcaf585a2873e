import { posix } from 'node:path';
import { nearMatch } from '@fleet/diagnostics';
import type { FileTree } from '@fleet/fileserver';
import type { TemplateEnvironment } from '@fleet/rendering';
import type { FunctionNames } from '../request.js';

/** What templates can call. */
export interface TemplateCalls {
  readonly call?: TemplateEnvironment['call'];
  /** Absent: every name is taken to exist until it is called. */
  readonly functions?: FunctionNames;
}

/** What templates of one environment may include and import: files of the tree, and nothing outside of it. */
export function templateEnvironment(
  tree: FileTree,
  environment: string,
  { call, functions }: TemplateCalls = {},
): TemplateEnvironment {
  return {
    load(name) {
      const path = treePath(name);
      if (path === undefined) return undefined;
      const here = tree.peek(environment, path);
      if (here === null) return undefined;
      return here === undefined ? readLater(tree, environment, path) : here.toString('utf8');
    },
    ...(call && { call }),
    ...(functions && {
      knows: (name: string) => functions.has(name),
      nearFunction: (name: string) => nearMatch(name, functions.keys()),
    }),
  };
}

async function readLater(tree: FileTree, environment: string, path: string): Promise<string> {
  return (await tree.read(environment, path)).toString('utf8');
}

/** The path inside of the tree that a reference (`salt://a/b`, `a/b`, `/a/b`) means; `undefined` where it leads out. */
export function treePath(reference: string): string | undefined {
  const path = posix
    .normalize(reference.replace(/^salt:\/\//, '').replace(/\?(?:salt)?env=[^?]*$/, ''))
    .replace(/^\/+/, '');
  return path === '..' || path.startsWith('../') || path === '.' || path === '' ? undefined : path;
}
