import type { FileTree } from '@fleet/fileserver';
import type { Formula, PillarCompileRequest } from '@fleet/pillar';
import type { Redactor } from '@fleet/telemetry';
import type { ValueMap } from '@fleet/values';
import type { PillarDocument } from './compile/pillar-documents.js';
import type { RecordingTree } from './compile/recording-tree.js';
import type { Report } from './report.js';
import type { Sources } from './text/sources.js';
import type { TopTarget } from './top/read-top.js';

/** A minion that is linted for. */
export interface LintMinion {
  readonly id: string;
  /** Last known. */
  readonly grains?: ValueMap;
}

/** What lint looks at. */
export interface LintInput {
  readonly states: FileTree;
  readonly pillar: FileTree;
  /** Listed or accepted minions. */
  readonly minions: readonly LintMinion[];
  /** For minions without grains of their own. */
  readonly grains?: ValueMap;
  /** Lint for those minions only; otherwise also for those that top files name. */
  readonly listedOnly?: boolean;
  readonly nodegroups: ReadonlyMap<string, string>;
  /** What pillar templates see as `opts`. */
  readonly opts: ValueMap;
  /** How the master is configured to compile pillars; formulas add their scope and secrets. */
  readonly settings: Pick<PillarCompileRequest, 'merging' | 'scope' | 'secretPatterns'>;
  /** Files of age identities, for encrypted values of the pillar. */
  readonly identityFiles?: readonly string[];
  readonly version: string;
}

export interface FleetMinion {
  readonly id: string;
  readonly grains: ValueMap;
  /** Its grains are not known: a fresh machine is assumed. */
  readonly assumed: boolean;
  /** Only a top file names it: nobody listed or accepted it. */
  readonly namedOnly: boolean;
  /** It was made up for this target, which no known minion is matched by. */
  readonly standsFor?: string;
  /** Before scoping; absent where it does not compile. */
  pillar?: ValueMap;
  /** As the minion gets it. */
  scoped?: ValueMap;
}

/** What every pass and check works on; passes fill it in the order of `lint-fleet.ts`. */
export interface Fleet {
  readonly input: LintInput;
  /** The same trees; they remember what was read. */
  readonly states: RecordingTree;
  readonly pillarTree: RecordingTree;
  readonly report: Report;
  readonly sources: Sources;
  readonly redactor: Redactor;
  /** Progress, for whoever waits. */
  readonly progress: (doing: string, done: number, total: number) => void;
  top: { readonly states: readonly TopTarget[]; readonly pillar: readonly TopTarget[] };
  formulas: readonly Formula[];
  /** One of their files is refused: what it would say of the pillar is not known. */
  readonly formulasRefused: boolean;
  minions: FleetMinion[];
  pillarDocuments: readonly PillarDocument[];
  /** SLS that top files give to somebody; absent where the tree has no top file. */
  topSls?: Set<string>;
  /** SLS that were compiled, for somebody. */
  readonly compiledSls: Set<string>;
}
