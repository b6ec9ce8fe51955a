// Words that every report shares.
import type { RotationState, RowKind, State, TransitState } from '../core/inventory';
import type { Rule } from '../core/kind';
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

export const transitWords: Readonly<Record<TransitState, string>> = {
  on: 'encrypted',
  partly: 'partly',
  off: 'off',
  unknown: 'unknown',
};

export const rotationWords: Readonly<Record<RotationState, string>> = {
  on: 'rotates',
  aws: 'by AWS',
  off: 'off',
  unknown: 'unknown',
};

export const rowKindWords: Readonly<Record<RowKind, string>> = {
  store: 'data store',
  edge: 'transport edge',
  key: 'key',
};

/** `1 finding`, `2 findings`. */
export function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** The page of AWS that a rule rests on. Every rule of ours has one; one of a workspace may have none, which is an empty text. */
export function rulePage(rule: Rule): string {
  return rule.references[0] ?? '';
}
