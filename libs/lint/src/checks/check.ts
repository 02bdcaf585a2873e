import type { CompiledMinion } from '../compile/compile-states.js';
import type { RenderedFile } from '../compile/rendered-files.js';
import type { Fleet } from '../fleet.js';

/** One minion with what its states would write. It is gone after its checks: thousands of minions do not fit into memory at once. */
export interface ViewedMinion extends CompiledMinion {
  readonly files: readonly RenderedFile[];
}

/** Looks at the states of one minion. */
export type MinionCheck = (fleet: Fleet, viewed: ViewedMinion) => void;

/** Looks at pillars, trees and top files of the whole fleet. */
export type FleetCheck = (fleet: Fleet) => void | Promise<void>;
