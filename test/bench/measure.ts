// Timing that can be trusted on a busy machine: a watch that other programs don't disturb, repeated runs, medians and upper percentiles in milliseconds.
import { performance } from 'node:perf_hooks';

export interface Timing {
  readonly median: number;
  readonly p95: number;
  readonly runs: number;
}

/**
 * Starts a watch; what it returns tells the milliseconds since. Of the time that has passed, which counts what other programs do on a busy machine,
 * and the time that all threads were on the processor, which counts compiling and collecting garbage beside the work, the smaller one:
 * whoever waits has waited no longer on an idle machine.
 */
export function watch(): () => number {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return Math.min(performance.now() - start, (user + system) / 1000);
  };
}

/** Runs `task` for about `budget` milliseconds after a warm-up, at least five times. */
export function time(task: (run: number) => void, budget = 800): Timing {
  return summarise(rounds([task], budget).map(([cost = 0]) => cost));
}

/**
 * Runs all tasks one after the other, again and again for about `budget` milliseconds after a warm-up, at least five times, and returns what
 * each took in every round: a machine that is slow for a while is slow for all of them.
 */
export function rounds(tasks: readonly ((run: number) => void)[], budget: number): readonly (readonly number[])[] {
  const round = (run: number): readonly number[] =>
    tasks.map((task) => {
      const elapsed = watch();
      task(run);
      return elapsed();
    });
  for (let run = 0; run < 3; run++) round(run);
  const samples: (readonly number[])[] = [];
  const end = performance.now() + budget;
  for (let run = 3; samples.length < 5 || (performance.now() < end && samples.length < 500); run++)
    samples.push(round(run));
  return samples;
}

/** Median and 95th percentile of samples. */
export function summarise(samples: readonly number[]): Timing {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), runs: sorted.length };
}

/** One line of the report. */
export function row(name: string, value: string, target = ''): void {
  console.log(`${name.padEnd(62)} ${value.padStart(22)}   ${target}`);
}

/** A target in milliseconds, and what it comes to on a machine that takes `slowness` times as long as the one that it was set for. */
export function target(limit: number, slowness: number): string {
  return `target ${String(limit)} ms, ${ms(limit * slowness)} here`;
}

export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}
