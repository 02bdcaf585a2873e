import type { Value, ValueMap } from '@fleet/values';
import { StepFailed, type StateContext } from './definition.js';

/** What a looking function answers, or the sentence with which it refuses. */
export async function askFunction(
  context: StateContext,
  name: string,
  kwargs: ValueMap,
): Promise<{ readonly answer: Value } | { readonly refused: string }> {
  try {
    return { answer: await context.call(name, [], kwargs) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { refused: error.message };
  }
}

/** In a step: calls a function that touches. @throws StepFailed with the sentence with which it refuses */
export async function runFunction(context: StateContext, name: string, kwargs: ValueMap): Promise<Value> {
  try {
    return await context.call(name, [], kwargs);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new StepFailed(error.message, undefined, { cause: error });
  }
}

/** Known by its name: the room of the functions lies beside this one, and rooms of one level do not know each other. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === 'FunctionRefused';
}

/** Arguments for a function, without those that nobody gave. */
export function argumentsOf(given: object): ValueMap {
  return new Map(
    Object.entries(given as Record<string, Value | undefined>).filter(([, value]) => value !== undefined) as [
      Value,
      Value,
    ][],
  );
}
