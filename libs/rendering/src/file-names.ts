import { posix } from 'node:path';

/** What every template of a tree may call itself, in a pillar as in a state: environment, SLS, and its path in Salt's spellings. */
export function fileNames(environment: string, sls: string, path: string): [name: string, value: string][] {
  const directory = posix.dirname(path);
  const slsPath = directory === '.' ? '' : directory;
  return [
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
  ];
}
