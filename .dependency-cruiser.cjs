/** Dependencies run one way (docs/domain.md "The house"): main → app.module → features → platform; features → domain → nothing. */
const FEATURES = [
  'units',
  'calendar',
  'accounts',
  'plan',
  'targets',
  'duties',
  'supervision',
  'overview',
  'verification',
  'simulation',
];

/** A feature may read what stands to its left, never what stands to its right. */
const toTheRight = FEATURES.map((feature, i) => ({
  name: `${feature}-knows-nothing-to-its-right`,
  severity: 'error',
  from: { path: `^src/${feature}/` },
  to: { path: `^src/(${FEATURES.slice(i + 1).join('|') || 'none'})/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/(platform|domain)/' },
    },
    {
      name: 'notices-and-audit-know-no-feature',
      severity: 'error',
      from: { path: '^src/(notices|audit)/' },
      to: { path: '^src/', pathNot: '^src/(notices|audit|platform|domain)/' },
    },
    {
      name: 'nobody-imports-the-entry-points',
      severity: 'error',
      from: { path: '^src/.+/' },
      to: { path: '^src/(main|worker|cli|demo|app\\.module|schedule)\\.ts$' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(\\.d\\.ts|^src/(main|worker|cli|demo)\\.ts)$' },
      to: {},
    },
    {
      name: 'no-dev-packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    ...toTheRight,
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
