import { IsBoolean, IsOptional } from 'class-validator';
import { resolve } from 'node:path';
import { Is } from './check.js';
import { pillarStrategies, type PillarSettings, type PillarStrategy } from './definition.js';
import { IsWords } from './rules.js';
import { isPlain } from './written.js';

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const isRule = (value: unknown): boolean =>
  isPlain(value) &&
  Object.keys(value).every((key) => key === 'registry' || key === 'assigned') &&
  isText(value['registry']) &&
  isText(value['assigned']);

/** The keys that are about making pillars, as they are written. */
export class PillarKeys {
  @Is('strategy', `has to be one of ${pillarStrategies.join(', ')}`, (value) =>
    pillarStrategies.includes(value as PillarStrategy),
  )
  pillar_source_merging_strategy: PillarStrategy = 'smart';
  @IsBoolean({ message: 'has to be true or false' }) pillar_merge_lists = false;
  @IsBoolean({ message: 'has to be true or false' }) pillar_includes_override_sls = false;
  @Is(
    'scope',
    'has to be a list of mappings with registry and assigned, such as `[{registry: nodes, assigned: my_nodes}]`',
    (value) => Array.isArray(value) && value.every(isRule),
  )
  pillar_scope: { registry: string; assigned: string }[] = [];
  @IsOptional() @IsWords() pillar_secrets?: string[];
  @IsWords() secret_names: string[] = [];
  @Is(
    'recipients',
    'has to be a list of age recipients, such as age1…',
    (value) => Array.isArray(value) && value.every((item) => typeof item === 'string' && /^age1[a-z0-9]+$/.test(item)),
  )
  pillar_recipients: string[] = [];
  @IsWords() pillar_identities: string[] = [];
}

export function pillarSettings(keys: PillarKeys, root: string): PillarSettings {
  return {
    strategy: keys.pillar_source_merging_strategy,
    mergeLists: keys.pillar_merge_lists,
    includesOverride: keys.pillar_includes_override_sls,
    scope: keys.pillar_scope,
    ...(keys.pillar_secrets && { secrets: keys.pillar_secrets }),
    secretNames: keys.secret_names,
    recipients: keys.pillar_recipients,
    identities: keys.pillar_identities.map((file) => resolve(root, file)),
  };
}
