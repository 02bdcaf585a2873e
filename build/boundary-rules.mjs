import { apps, rooms, soleImporters } from '../architecture/rooms.mjs';

/** What may start processes: the hands, the master's nats-server, and what is not part of the running program. */
const spawners = ['libs/platform/', 'libs/bus/', 'test/', 'build/', 'deploy/', 'states/'];
/** Specs reach round the front: they may start servers and open raw connections to show what a peer would see. */
const specs = '\\.spec\\.ts$|(^|/)test(-support)?/';

/**
 * dependency-cruiser's rules, made from the table of rooms. Levels keep rooms from needing each other in a circle; inside a room files may,
 * where a grammar is recursive.
 */
export function boundaryRules() {
  return [...levels(), ...doors(), ...packages(), ...appRules(), ...processes()];
}

function levels() {
  return Object.entries(rooms).map(([room, { level }]) => ({
    name: `${room}: only rooms below level ${level}`,
    severity: 'error',
    from: { path: `^libs/${room}/`, pathNot: specs },
    to: { path: `^libs/(${names((other) => other.level >= level, room)})/|^apps/` },
  }));
}

function names(wanted, except) {
  const found = Object.entries(rooms).filter(([name, room]) => name !== except && wanted(room));
  // No room at all must match nothing, where an empty alternative would match everything.
  return found.map(([name]) => name).join('|') || '(?!)';
}

function doors() {
  return Object.keys(rooms).map((room) => ({
    name: `${room}: only through its door`,
    severity: 'error',
    from: { pathNot: `^libs/${room}/` },
    to: { path: `^libs/${room}/`, pathNot: `^libs/${room}/src/index\\.ts$` },
  }));
}

function packages() {
  return Object.entries(soleImporters).map(([name, places]) => ({
    name: `${name}: only ${places.join(', ')}`,
    severity: 'error',
    from: { pathNot: [...places.map((place) => `^${place}/`), specs] },
    to: { path: `(^|/)node_modules/${name.endsWith('/*') ? name.slice(0, -1) : `${name}/`}` },
  }));
}

function appRules() {
  return Object.entries(apps).flatMap(([app, { forbidden }]) => [
    {
      name: `${app}: not ${forbidden.join(', ')}`,
      severity: 'error',
      from: { path: `^apps/${app}/`, pathNot: specs },
      to: { path: `^libs/(${forbidden.join('|')})/` },
    },
    {
      name: `${app}: no other app`,
      severity: 'error',
      from: { path: `^apps/${app}/` },
      to: { path: '^apps/', pathNot: `^apps/${app}/` },
    },
  ]);
}

function processes() {
  return [
    {
      name: 'processes: only platform starts them',
      severity: 'error',
      from: { pathNot: [...spawners.map((place) => `^${place}`), specs] },
      to: { path: '^(node:)?child_process$|(^|/)node_modules/execa/' },
    },
  ];
}
