// Words that every report shares.
import type { State } from '../core/inventory';
import type { Level } from '../core/settings';

/** How levels are called where people read: VS Code's own words. */
export const levelWords: Readonly<Record<Level, string>> = {
  high: 'error',
  medium: 'warning',
  low: 'info',
  hint: 'hint',
};

export const stateWords: Readonly<Record<State, string>> = {
  'customer-key': 'customer key',
  'aws-key': 'AWS key',
  off: 'off',
  unknown: 'unknown',
};

/** `1 finding`, `2 findings`. */
export function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** The page of a rule on the web: the README of the rules, until the project has a site of its own. */
export function rulePage(id: string): string {
  return `https://cipherlint.dev/rules/${id}`;
}
