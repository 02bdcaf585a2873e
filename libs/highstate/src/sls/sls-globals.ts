import { posix } from 'node:path';
import { copy, type Value, type ValueMap } from '@fleet/values';

export interface GlobalsSource {
  readonly grains: ValueMap;
  readonly pillar: ValueMap;
  readonly opts: ValueMap;
}

/** The names that a template of the tree sees besides its own: what it is, and for whom it is rendered. */
export function slsGlobals(source: GlobalsSource, environment: string, sls: string, path: string): Map<string, Value> {
  const directory = posix.dirname(path);
  const slsPath = directory === '.' ? '' : directory;
  return new Map<string, Value>([
    ['grains', copy(source.grains)],
    ['pillar', copy(source.pillar)],
    ['opts', copy(source.opts)],
    ['saltenv', environment],
    ['env', environment],
    ['sls', sls],
    ['slspath', slsPath],
    ['slsdotpath', slsPath.replaceAll('/', '.')],
    ['slscolonpath', slsPath.replaceAll('/', ':')],
    ['sls_path', slsPath.replaceAll('/', '_')],
    ['tplpath', path],
    ['tplfile', path],
    ['tpldir', directory],
    ['tpldot', slsPath.replaceAll('/', '.')],
  ]);
}
