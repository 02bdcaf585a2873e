import { isList, isMap, type Value } from '@fleet/values';
import type { Problems } from '../problems.js';
import type { Exclusion, SlsFile } from '../representations.js';

/** `exclude: [sls_name, {sls: glob}, {id: ID}]`; a bare text is an SLS. */
export function readExclusions(
  body: Value | readonly Value[],
  file: SlsFile | undefined,
  problems: Problems,
): Exclusion[] {
  const place = file?.at(file.body, 'exclude');
  if (!isList(body)) {
    problems.error('exclude.malformed', `exclude in SLS ${file?.sls ?? ''} must be a list`, place);
    return [];
  }
  const exclusions: Exclusion[] = [];
  body.forEach((item: Value, index) => {
    const at = file?.at(body, index, place);
    const [kind, name] = isMap(item) && item.size === 1 ? ([...item][0] as [Value, Value]) : ['sls', item];
    if ((kind === 'sls' || kind === 'id') && typeof name === 'string')
      exclusions.push({ kind, name, ...(at && { at }) });
    else problems.error('exclude.malformed', 'an exclusion is an SLS name, "sls: NAME" or "id: ID"', at);
  });
  return exclusions;
}
