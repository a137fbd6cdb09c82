import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDemonstration } from '../../src/simulation/demonstration';

describe('the demonstration', () => {
  it("refuses a directory that holds somebody else's data and leaves it as it is", async () => {
    const directory = mkdtempSync(join(tmpdir(), 'tracker-own-'));
    writeFileSync(join(directory, 'tracker.sqlite'), 'the office');
    await expect(prepareDemonstration(directory, () => undefined)).rejects.toThrow('未作任何改动');
    expect(readdirSync(directory)).toEqual(['tracker.sqlite']);
  });
});
