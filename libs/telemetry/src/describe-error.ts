/** An error as plain data: its own fields, its code, its stack and whatever caused it. */
export function describeError(error: Error): Record<string, unknown> {
  return {
    type: error.name,
    message: error.message,
    ...Object.fromEntries(Object.entries(error).filter(([key]) => key !== 'name')),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: error.cause }),
    ...('errors' in error ? { errors: error.errors } : {}),
  };
}
