import type { FileTree } from '@fleet/fileserver';

/** Whether the tree has a file, or a folder with files, at a path. */
export async function isFile(tree: FileTree, environment: string, path: string): Promise<boolean> {
  return (await tree.entry(environment, trimmed(path))) !== undefined;
}

export async function isFolder(tree: FileTree, environment: string, path: string): Promise<boolean> {
  const prefix = trimmed(path) === '' ? '' : `${trimmed(path)}/`;
  return (await tree.list(environment)).some((entry) => entry.path.startsWith(prefix));
}

function trimmed(path: string): string {
  return path.replace(/^salt:\/\//, '').replace(/^\/+|\/+$/g, '');
}
