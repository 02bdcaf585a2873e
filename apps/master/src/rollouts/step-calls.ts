import type { RolloutGate, RolloutRequest } from '@fleet/protocol';
import { stringifyExact, type Value } from '@fleet/values';
import type { Call } from '../access/call.js';
import { exactList, exactMap } from '../bus/exact.js';
import { refuse } from '../bus/refusal.js';
import { saysTest } from '../jobs/state-call.js';

/** Functions that bring a machine to what a revision of the tree says. */
export const applying: readonly string[] = ['state.apply', 'state.highstate', 'state.sls', 'state.sls_id', 'state.top'];

export function appliesStates({ function: name, kwargs }: Call): boolean {
  return applying.includes(name) && !saysTest(kwargs);
}

export function callOf({ call }: Pick<RolloutRequest, 'call'>): Call {
  return { function: call.function, args: exactList(call.args, 'args'), kwargs: exactMap(call.kwargs, 'kwargs') };
}

/** The call that a gate is, for the minions of a wave. */
export function gateCall(gate: RolloutGate, rolled: Call): Call {
  switch (gate.gate) {
    case 'function':
      return {
        function: gate.function,
        args: exactList(gate.args, 'args of a gate'),
        kwargs: exactMap(gate.kwargs, 'kwargs of a gate'),
      };
    case 'http':
      return { function: 'http.query', args: [gate.url], kwargs: new Map<Value, Value>([['status', true]]) };
    case 'state': {
      const dry: [Value, Value] = ['test', true];
      if (gate.sls) return { function: 'state.apply', args: [gate.sls.join(',')], kwargs: new Map([dry]) };
      if (!applying.includes(rolled.function))
        return refuse(
          'bad-arguments',
          `the gate \`state\` tries again what was applied, and ${rolled.function} applies no states; name them: --gate 'state web'`,
        );
      return { ...rolled, kwargs: new Map<Value, Value>([...rolled.kwargs, dry]) };
    }
  }
}

/** As people write it behind `--gate`. */
export function gateText(gate: RolloutGate, shown: (call: Call) => { readonly args: Value[] }): string {
  switch (gate.gate) {
    case 'http':
      return gate.url;
    case 'state':
      return ['state', ...(gate.sls ?? [])].join(' ');
    case 'function': {
      const words = shown(gateCall(gate, { function: gate.function, args: [], kwargs: new Map() })).args;
      const text = [gate.function, ...words.map((word) => (typeof word === 'string' ? word : stringifyExact(word)))];
      return text.join(' ').slice(0, 200);
    }
  }
}

/** Functions that one minion runs one at a time. */
const takingTurns: readonly string[] = [...applying, 'state.test', 'state.single'];

/** A run of states that goes on there, a check for drift perhaps, is waited for, and is no reason to fail. */
export function inTurn(call: Call): Call {
  if (!takingTurns.includes(call.function) || call.kwargs.has('queue')) return call;
  return { ...call, kwargs: new Map([...call.kwargs, ['queue', true]]) };
}

/** What is gone back from may still run there, whatever was said of its waves. */
export function behindTheWave(call: Call): Call {
  const kwargs = new Map<Value, Value>([...call.kwargs, ['queue', true]]);
  kwargs.delete('concurrent');
  return { ...call, kwargs };
}
