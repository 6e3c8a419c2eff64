import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Which argument of these calls is SQL. Whoever takes a piece of SQL from a caller stands here, so that the callers are looked at too. */
const SQL_ARGUMENT: Readonly<Record<string, number>> = {
  query: 0,
  rowsOf: 1,
  selectOrders: 1,
  selectInquiries: 1,
  copyFrom: 0,
  copyTo: 0,
};
/** Inside the functions above, the piece that was looked at where they are called. */
const PASSED_ON = new Set(['sql', 'where']);
/** What turns a name into a quoted one. */
const QUOTES = new Set(['identifiers', 'copyTarget']);

/** Every way of a source to make SQL out of something that is neither written there nor quoted, as `line: text`. */
function mixedSql(name: string, source: string, constants: ReadonlySet<string>): string[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const isSafe = (node: ts.Expression): boolean => {
    if (ts.isStringLiteralLike(node)) return true;
    if (ts.isIdentifier(node)) return constants.has(node.text) || PASSED_ON.has(node.text);
    if (ts.isTemplateExpression(node)) return node.templateSpans.every((span) => isSafe(span.expression));
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression))
      return QUOTES.has(node.expression.text) || node.expression.text in SQL_ARGUMENT;
    return false;
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const called = ts.isPropertyAccessExpression(node.expression)
        ? node.expression.name.text
        : node.expression.getText();
      const sql = Object.hasOwn(SQL_ARGUMENT, called) ? node.arguments[SQL_ARGUMENT[called]!] : undefined;
      if (sql && !isSafe(sql))
        found.push(
          `${name}:${file.getLineAndCharacterOfPosition(sql.getStart()).line + 1}: ${sql.getText().slice(0, 80)}`,
        );
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Names in CAPITALS whose every declaration is a text written in the source, perhaps made of others of its kind. */
function constantsOf(sources: readonly string[]): Set<string> {
  const texts = new Map<string, ts.Expression[]>();
  for (const source of sources) {
    const file = ts.createSourceFile('x.ts', source, ts.ScriptTarget.Latest, true);
    for (const statement of file.statements)
      if (ts.isVariableStatement(statement))
        for (const { name, initializer } of statement.declarationList.declarations)
          if (ts.isIdentifier(name) && initializer && /^[A-Z][A-Z_]+$/.test(name.text))
            texts.set(name.text, [...(texts.get(name.text) ?? []), initializer]);
  }
  const written = (node: ts.Expression): boolean =>
    ts.isStringLiteralLike(node) ||
    (ts.isTemplateExpression(node) &&
      node.templateSpans.every(({ expression: e }) => ts.isIdentifier(e) && (texts.get(e.text) ?? []).some(written)));
  return new Set([...texts].filter(([, all]) => all.every(written)).map(([name]) => name));
}

const served = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'apps/server/src'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((f) => f.endsWith('.ts') && !/\.(test|e2e|factory)\.ts$|\/testing\//.test(f) && existsSync(join(root, f)))
  .map((f) => [f, readFileSync(join(root, f), 'utf8')] as const);

test('SQL is written in the source: whatever comes from outside travels as a parameter', () => {
  const constants = constantsOf(served.map(([, text]) => text));
  expect(constants.size).toBeGreaterThan(5);
  expect(served.flatMap(([f, text]) => mixedSql(f, text, constants))).toEqual([]);
});

test('the rule sees what it is for', () => {
  const constants = constantsOf(["const COLUMNS = 'id, no';", 'const FROM = `from x ${input}`;']);
  const bad = [
    'db.query(`select * from t where id = ${id}`)',
    "db.query('select * from t where id = ' + id)",
    'db.query(statement)',
    'tx.query<Row[]>(`select 1 ${FROM}`)',
    'selectOrders(tx, `o.no = ${no}`, [])',
    'rowsOf(client, `select ${of(name)}`)',
    'db.query(`select ${COLUMNS.concat(id)}`)',
  ];
  for (const line of bad) expect([line, mixedSql('x.ts', line, constants).length]).toEqual([line, 1]);
  const good = [
    "db.query('select 1')",
    'db.query(`select ${COLUMNS} from t where id = $1`, [id])',
    'db.query(`truncate ${identifiers(...tables)}`)',
    'client.query(copyFrom(`copy ${copyTarget(table, columns)} from stdin`))',
    "selectOrders(tx, 'o.id = $1', [id])",
  ];
  for (const line of good) expect([line, mixedSql('x.ts', line, constants)]).toEqual([line, []]);
});
