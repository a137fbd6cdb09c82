/**
 * Set-up before `npm start`, `npm test`, `npm run check` and the command line: installs and builds what is stale,
 * nothing else, and says what it did and how long it took. Free of dependencies, because it runs before there are any.
 *
 *   node scripts/set-up.mjs tools|server|tests [--quiet]
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const purpose = process.argv[2] ?? 'server';
const quiet = process.argv.includes('--quiet');
const stamps = join(root, 'node_modules', '.set-up');

const say = (text) => (quiet ? process.stderr : process.stdout).write(`${text}\n`);

function fail(sentence, output = '') {
  if (output) process.stderr.write(`${output}\n`);
  process.stderr.write(`set-up: ${sentence}\n`);
  process.exit(1);
}

/** Every file under the paths, in a fixed order. */
function filesOf(paths) {
  return paths.flatMap((path) => {
    const full = join(root, path);
    if (!existsSync(full)) return [];
    if (!statSync(full).isDirectory()) return [path];
    return filesOf(
      readdirSync(full)
        .sort()
        .map((name) => join(path, name)),
    );
  });
}

function digestOf(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of filesOf(paths))
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

/** Runs a step only when its inputs changed since it last succeeded or its result is missing. */
function step(name, { inputs, result, run }) {
  const stamp = join(stamps, name);
  const digest = digestOf(inputs);
  const fresh = existsSync(join(root, result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
  if (fresh) return;
  const began = performance.now();
  say(`set-up: ${name} …`);
  rmSync(stamp, { force: true });
  run();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, digest);
  say(`set-up: ${name} done in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

function command(line, args) {
  return spawnSync(line, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: '' },
    maxBuffer: 64 << 20,
  });
}

function install() {
  const npm = command('npm', ['install', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error']);
  if (npm.status === 0) return;
  const output = `${npm.stdout}\n${npm.stderr}`;
  if (/node-gyp|gyp ERR|prebuild-install/.test(output)) fail(COMPILER, output.slice(-2000));
  fail(
    'npm install failed; its output stands above. Check the network and run the command again.',
    output.slice(-4000),
  );
}

const COMPILER =
  'no prebuilt sqlite3 for this machine could be fetched and it could not be compiled here: ' +
  'install python3, make and g++ (apt-get install -y python3 make g++) and run the command again.';

/** sqlite3 is the one native package without a binary inside its own package: see that it really loads. */
function checkSqlite() {
  const load = () => command(process.execPath, ['-e', "require('sqlite3')"]).status === 0;
  if (load()) return;
  const rebuilt = command('npm', ['rebuild', 'sqlite3', '--loglevel=error']);
  if (!load()) fail(COMPILER, `${rebuilt.stdout}\n${rebuilt.stderr}`.slice(-2000));
}

function build() {
  const nest = command(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build']);
  if (nest.status !== 0) fail('the build failed; its output stands above.', `${nest.stdout}\n${nest.stderr}`);
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) fail(`Node ${process.versions.node} is too old: install Node 20 or newer.`);

step('install', {
  inputs: ['package.json', 'package-lock.json'],
  result: 'node_modules/.package-lock.json',
  run: () => {
    install();
    checkSqlite();
  },
});
if (purpose !== 'tools') {
  step('build', {
    inputs: ['src', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'],
    result: 'dist/main.js',
    run: build,
  });
}
