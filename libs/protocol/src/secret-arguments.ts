/**
 * Places of positional arguments that are secrets which no name tells, by function. Commands of these are never broadcast, so that arguments travel sealed
 * to each minion; where a call is kept or shown, these places are not.
 */
export const secretPlaces: Readonly<Record<string, readonly number[]>> = { 'shadow.set_password': [1] };
