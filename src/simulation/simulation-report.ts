import type { Role } from '../domain/duty-state';
import type { Simulation } from './simulation';
import type { UnitCount } from './tally';

const ROLES: Record<Role, string> = { lead: '牵头', support: '配合' };

const COLUMNS: readonly [string, (unit: UnitCount) => number][] = [
  ['应报', ({ owed }) => owed],
  ['按时', ({ onTime }) => onTime],
  ['补报', ({ late }) => late],
  ['视为无新进展', ({ silent }) => silent],
  ['未报', ({ missing }) => missing],
  ['退回或补充', ({ returned }) => returned],
  ['免报', ({ waived }) => waived],
];

/** For the command line: tables that read well in a terminal, units in 建制顺序. */
export function saySimulation({ from, to, seed, tally, digest }: Simulation): string {
  const { steps, units, totals } = tally;
  const widest = Math.max(...units.map(({ name }) => name.length));
  return [
    `推演 ${from} 至 ${to},种子 ${seed}`,
    '',
    '一、催办步骤',
    ...steps.map(({ role, step, taken }) => `  ${ROLES[role]}第${step}步\t${taken}次`),
    '',
    '二、各单位',
    `  ${'单位'.padEnd(widest, '\u3000')}\t${COLUMNS.map(([title]) => title).join('\t')}`,
    ...units.map((unit) => {
      const counts = COLUMNS.map(([title, count]) => String(count(unit)).padStart(title.length * 2));
      return `  ${unit.name.padEnd(widest, '\u3000')}\t${counts.join('\t')}`;
    }),
    '',
    '三、合计',
    ...totals.map(([name, n]) => `  ${name}\t${n}`),
    '',
    `摘要 ${digest}`,
  ].join('\n');
}
