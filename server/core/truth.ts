// Three-valued logic, once for all rules: what is not known is `maybe`, and `maybe` is never a finding.

export type Truth = 'yes' | 'no' | 'maybe';

export function truthOf(known: boolean): Truth {
  return known ? 'yes' : 'no';
}

export function not(truth: Truth): Truth {
  return truth === 'maybe' ? 'maybe' : truthOf(truth === 'no');
}

export function and(truths: Iterable<Truth>): Truth {
  let result: Truth = 'yes';
  for (const truth of truths) {
    if (truth === 'no') return 'no';
    if (truth === 'maybe') result = 'maybe';
  }
  return result;
}

export function or(truths: Iterable<Truth>): Truth {
  let result: Truth = 'no';
  for (const truth of truths) {
    if (truth === 'yes') return 'yes';
    if (truth === 'maybe') result = 'maybe';
  }
  return result;
}
