// Functions of numbers.
import { asNumber, scalar } from '../values';
import { ofNumbers, ofStrings, refuse, type Fn, type Functions } from './call';

const sum: Fn = (args, call) => {
  const [items] = args;
  if (items?.kind !== 'list' || items.open) return refuse(args, call);
  const numbers = items.items.map(asNumber);
  const known = numbers.filter((n) => n !== undefined);
  return known.length < numbers.length
    ? refuse(items.items, call)
    : scalar(
        known.reduce((a, b) => a + b, 0),
        call.span,
      );
};

export const NUMBERS: Functions = {
  abs: ofNumbers((a = 0) => Math.abs(a)),
  ceil: ofNumbers((a = 0) => Math.ceil(a)),
  floor: ofNumbers((a = 0) => Math.floor(a)),
  signum: ofNumbers((a = 0) => Math.sign(a)),
  pow: ofNumbers((a = 0, b = 0) => a ** b),
  max: ofNumbers((...numbers) => (numbers.length > 0 ? Math.max(...numbers) : undefined)),
  min: ofNumbers((...numbers) => (numbers.length > 0 ? Math.min(...numbers) : undefined)),
  parseint: ofStrings((text = '', base = '10') => {
    const number = parseInt(text, Number(base));
    return Number.isNaN(number) ? undefined : number;
  }),
  sum,
};
