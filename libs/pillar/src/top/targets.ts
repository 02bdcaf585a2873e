import type { Place } from '@fleet/diagnostics';
import type { Subject } from '@fleet/targeting';
import type { TopFile, TopTarget } from './top-file.js';

/** One SLS that a top file gives a minion. */
export interface WantedSls {
  readonly environment: string;
  /** May be a glob. */
  readonly sls: string;
  readonly at?: Place;
}

/** The top files of all environments as one. It does not know of any minion, and is made once for many. */
export class Targets {
  private readonly sections = new Map<string, Section>();
  /** By environment, the SLS that may be missing, wherever they are named. */
  readonly optional = new Map<string, Set<string>>();

  /** Files in their order: where two speak of the same target of an environment, that environment's own wins, else the later one. */
  constructor(files: readonly { readonly environment: string; readonly top: TopFile }[]) {
    const gathered = new Map<string, Map<string, { target: TopTarget; isOwn: boolean }>>();
    for (const { environment: from, top } of files) {
      for (const { environment, targets } of top.sections) {
        const section = gathered.get(environment) ?? new Map<string, { target: TopTarget; isOwn: boolean }>();
        gathered.set(environment, section);
        for (const target of targets) {
          if (target.optional) this.allow(environment, target);
          const isOwn = from === environment;
          if (isOwn || !section.get(target.target)?.isOwn) section.set(target.target, { target, isOwn });
        }
      }
    }
    for (const [environment, section] of gathered)
      this.sections.set(environment, new Section([...section.values()].map(({ target }) => target)));
  }

  /** What this minion gets, in the order in which it is merged; of an environment, each SLS once. */
  matching(subject: Subject, environment: string | undefined): WantedSls[] {
    const wanted: WantedSls[] = [];
    for (const [name, section] of this.sections) {
      if (environment !== undefined && name !== environment) continue;
      const seen = new Set<string>();
      for (const target of section.matching(subject))
        for (const { sls, at } of target.names) {
          if (seen.has(sls)) continue;
          seen.add(sls);
          wanted.push({ environment: name, sls, ...(at && { at }) });
        }
    }
    return wanted;
  }

  private allow(environment: string, target: TopTarget): void {
    const optional = this.optional.get(environment) ?? new Set<string>();
    this.optional.set(environment, optional);
    for (const { sls } of target.names) optional.add(sls);
  }
}

/** The targets of one environment by `order`. Most targets of a large fleet name one minion: those are looked up, not tried. */
class Section {
  private readonly byId = new Map<string, number[]>();
  private readonly others: number[] = [];
  private readonly targets: readonly TopTarget[];

  constructor(targets: readonly TopTarget[]) {
    this.targets = [...targets].sort((a, b) => a.order - b.order);
    for (const [index, { id }] of this.targets.entries()) {
      if (id === undefined) this.others.push(index);
      else this.byId.set(id, [...(this.byId.get(id) ?? []), index]);
    }
  }

  matching(subject: Subject): TopTarget[] {
    const found = this.others.filter((index) => this.targets[index]?.matcher?.matches(subject));
    const all = [...found, ...(this.byId.get(subject.id) ?? [])].sort((a, b) => a - b);
    return all.map((index) => this.targets[index] as TopTarget);
  }
}
