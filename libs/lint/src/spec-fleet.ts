import { FileMissing, type FileTree } from '@fleet/fileserver';
import { fromPlain, type ValueMap } from '@fleet/values';
import type { LintInput } from './fleet.js';

/** A fleet with nothing to find. Files of an example are laid over it; an empty text takes one away. */
const quiet: Readonly<Record<string, string>> = {
  'states/top.sls': "base:\n  '*': [web]\n",
  'states/web.sls': 'web_note:\n  test.nop: []\n',
  'pillar/top.sls': "base:\n  '*': [common]\n",
  'pillar/common.sls': 'greeting: hello\n',
};

export interface SpecFleet {
  /** By `states/…` or `pillar/…`. */
  readonly files: Readonly<Record<string, string>>;
  /** Ids; default web1 and web2. */
  readonly minions?: readonly string[];
  /** Their grains are not known. */
  readonly unseen?: boolean;
}

export function specInput({ files, minions = ['web1', 'web2'], unseen = false }: SpecFleet): LintInput {
  const all = { ...quiet, ...files };
  return {
    states: treeOf(all, 'states/'),
    pillar: treeOf(all, 'pillar/'),
    minions: minions.map((id) => ({
      id,
      ...(!unseen && { grains: fromPlain({ id, os: 'Debian', os_family: 'Debian' }) as ValueMap }),
    })),
    listedOnly: true,
    nodegroups: new Map(),
    opts: new Map(),
    settings: {},
    version: '0.0.0',
  };
}

/** A tree of one environment, in memory. */
function treeOf(files: Readonly<Record<string, string>>, prefix: string): FileTree {
  const contents = new Map(
    Object.entries(files)
      .filter(([path, text]) => path.startsWith(prefix) && text !== '')
      .map(([path, text]) => [path.slice(prefix.length), Buffer.from(text)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const entries = [...contents].map(([path, content]) => ({
    path,
    sha256: content.toString('base64'),
    size: content.length,
    mode: 0o644,
  }));
  return {
    revision: 'spec',
    environments: ['base'],
    list: async () => entries,
    entry: async (_environment, path) => entries.find((entry) => entry.path === path),
    read: async (environment, path) => {
      const content = contents.get(path);
      if (!content) throw new FileMissing(environment, path);
      return content;
    },
    peek: (_environment, path) => contents.get(path) ?? null,
  };
}
