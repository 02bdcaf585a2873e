import { isTemplate } from '../compile/render-document.js';
import type { Fleet, FleetMinion } from '../fleet.js';
import { madeUpMinions } from './made-up-minions.js';
import { namedMinions } from './named-minions.js';
import { readTop, type TopTarget } from './read-top.js';

/** Of a top file that is a template, the sections of so many minions are looked at. */
const mostReaders = 100;

/** Reads the top files of both trees and says who is linted for: who was listed or accepted, then whom top files name. */
export async function chooseMinions(fleet: Fleet, grainsOf: (id: string) => FleetMinion['grains']): Promise<void> {
  const { input } = fleet;
  const given: FleetMinion[] = input.minions.map(({ id, grains }) => ({
    id,
    grains: grains ? new Map([...grains, ['id', id]]) : grainsOf(id),
    assumed: grains === undefined && !input.grains,
    namedOnly: false,
  }));
  const known = new Set(given.map(({ id }) => id));
  const named = (): FleetMinion[] =>
    namedMinions([...fleet.top.states, ...fleet.top.pillar])
      .filter((id) => !known.has(id))
      .map((id) => ({ id, grains: grainsOf(id), assumed: !input.grains, namedOnly: true }));
  fleet.top = await readTops(fleet, given.length > 0 ? given : [anybody(grainsOf)]);
  fleet.minions = input.listedOnly === true ? [...given] : [...given, ...named()];
  if (given.length === 0 && fleet.minions.length > 0) fleet.top = await readTops(fleet, fleet.minions);
  if (input.listedOnly !== true)
    fleet.minions.push(
      ...madeUpMinions([...fleet.top.states, ...fleet.top.pillar], fleet.minions, (id) => ({
        id,
        grains: grainsOf(id),
        assumed: !input.grains,
        namedOnly: true,
      })),
    );
  // Nobody is known by name: `*` still has to compile for somebody.
  if (fleet.minions.length === 0) fleet.minions = [anybody(grainsOf)];
  fleet.minions.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function anybody(grainsOf: (id: string) => FleetMinion['grains']): FleetMinion {
  return { id: 'any-minion', grains: grainsOf('any-minion'), assumed: true, namedOnly: true };
}

async function readTops(fleet: Fleet, readers: readonly FleetMinion[]): Promise<Fleet['top']> {
  const { input } = fleet;
  const read = async (name: 'states' | 'pillar'): Promise<TopTarget[]> => {
    const tree = input[name];
    const texts = tree.environments.map((environment) => tree.peek(environment, 'top.sls')?.toString('utf8') ?? '');
    const differs = texts.some(isTemplate);
    const targets = new Map<string, TopTarget>();
    for (const { id, grains } of readers.slice(0, differs ? mostReaders : 1))
      for (const target of await readTop(name, tree, { id, grains, opts: input.opts }, input.nodegroups))
        targets.set(
          JSON.stringify([
            target.environment,
            target.target.expression,
            target.at?.line,
            target.sls.map((sls) => sls.name),
          ]),
          target,
        );
    return [...targets.values()];
  };
  return { states: await read('states'), pillar: await read('pillar') };
}
