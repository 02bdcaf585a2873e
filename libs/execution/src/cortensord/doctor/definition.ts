import type { HostView } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import type { FunctionContext } from '../../definition.js';
import type { FoundInstance } from '../instances.js';
import type { Listener } from './listeners.js';

/** What one check found. Neither message nor hint ever holds a value of an environment: it may be a key. */
export interface Finding {
  readonly ok: boolean;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** What the formula makes of the pillar of this server: the same text that its SLS import. */
export interface Plan {
  readonly settings: ValueMap;
  /** Name → environment, in the order of the file. */
  readonly nodes: ReadonlyMap<string, ValueMap>;
  /** Port → whose it is. */
  readonly ports: ReadonlyMap<number, { readonly node: string; readonly key: string }>;
}

export interface Ward {
  readonly host: HostView;
  readonly context: FunctionContext;
  readonly plan: Plan;
  /** What this machine has, whatever the pillar says. */
  readonly found: ReadonlyMap<string, FoundInstance>;
  /** Who listens at which port, asked once; a sentence where nobody can tell. */
  readonly listeners: () => Promise<ReadonlyMap<number, Listener> | string>;
  /** A setting that is a text. */
  setting(name: string): string;
}

export interface ServerCheck {
  readonly name: string;
  look(ward: Ward): Promise<Finding | readonly Finding[]>;
}

export interface InstanceCheck {
  readonly name: string;
  look(ward: Ward, instance: Instance): Promise<Finding | readonly Finding[]>;
}

export interface Instance {
  readonly name: string;
  readonly unit: string;
  readonly directory: string;
  /** The file that holds its environment. */
  readonly file: string;
  readonly environment: ValueMap;
}

export const apply = 'state.apply cortensord sets it right';

export const fine = (message: string): Finding => ({ ok: true, message });
export const wrong = (message: string, hint?: string): Finding => ({ ok: false, message, ...(hint && { hint }) });

/** As an environment file says "on". */
export function isOn(value: Value | undefined): boolean {
  return value === true || ['1', 'true'].includes(String(value ?? '').toLowerCase());
}
