import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import { isList, isMap, type Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';

/** What functions about several packages take. */
export class SeveralPackagesArgs {
  @Arg({ doc: 'A package, or several with commas between them.', type: 'string', optional: true })
  name?: string;

  @Arg({ doc: 'Several packages: a list of names, or of {name: version}.', type: 'any', optional: true })
  pkgs?: Value;
}

export interface WantedPackage {
  readonly name: string;
  readonly version?: string;
}

/** @throws FunctionRefused `bad-arguments` where nothing is named, or something that cannot be a package. */
export function wantedPackages({ name, pkgs }: SeveralPackagesArgs): WantedPackage[] {
  const items = pkgs === undefined ? (name ?? '').split(',') : isList(pkgs) ? pkgs : [pkgs];
  const wanted = items.flatMap((item): WantedPackage[] => {
    if (isMap(item))
      return [...item].map(([key, version]) => ({
        name: pythonStr(key),
        ...(version !== null && version !== '' && { version: pythonStr(version) }),
      }));
    const text = pythonStr(item).trim();
    return text === '' ? [] : [{ name: text }];
  });
  if (wanted.length === 0) throw new FunctionRefused('bad-arguments', 'name a package, or several with `pkgs`');
  for (const { name: one } of wanted)
    if (!/^[a-z0-9][a-z0-9+.:-]*$/.test(one))
      throw new FunctionRefused('bad-arguments', `${one} is not the name of a package`);
  return wanted;
}
