import { fileNames } from '@fleet/rendering';
import { copy, type Value, type ValueMap } from '@fleet/values';

export interface GlobalsSource {
  readonly grains: ValueMap;
  readonly pillar: ValueMap;
  readonly opts: ValueMap;
}

/** The names that a template of the tree sees besides its own: what it is, and for whom it is rendered. */
export function slsGlobals(source: GlobalsSource, environment: string, sls: string, path: string): Map<string, Value> {
  return new Map<string, Value>([
    ['grains', copy(source.grains)],
    ['pillar', copy(source.pillar)],
    ['opts', copy(source.opts)],
    ...fileNames(environment, sls, path),
  ]);
}
