import { posix } from 'node:path';
import type { FileTree } from '@fleet/fileserver';
import type { TemplateEnvironment } from '@fleet/rendering';

/** What templates of one environment may include and import: files of the tree, and nothing outside of it. */
export function templateEnvironment(
  tree: FileTree,
  environment: string,
  call?: TemplateEnvironment['call'],
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
