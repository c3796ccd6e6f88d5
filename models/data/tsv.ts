/** Reads the project's own tables: UTF-8, LF, a header line, one TAB between columns, nothing quoted, no comments. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

/** Where a row stands; `file` as one opens it from the repository's root. */
export interface Place {
  file: string;
  line: number;
}

/** Something to be put right, with the place. */
export interface Finding extends Place {
  problem: string;
}

export const formatFinding = ({ file, line, problem }: Finding): string => `${file}:${line}: ${problem}`;

const MAX_SHOWN = 20;

/** Files of the corpus cannot be read as they stand; each line of the message names file, line and fix. */
export class DataError extends Error {
  override name = 'DataError';
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const more = findings.length > MAX_SHOWN ? [`and ${findings.length - MAX_SHOWN} more: npm run data -- check`] : [];
    super([...findings.slice(0, MAX_SHOWN).map(formatFinding), ...more].join('\n'));
    this.findings = findings;
  }
}

export interface Table<Row> {
  rows: (Row & Place)[];
  /** What could not be read; the rows are those that could. */
  findings: Finding[];
}

/** The text of a file and its name, so that a test can hand in either. */
export interface Source {
  file: string;
  text: string;
}

const MAX_ALTERNATIVES = 4;

/** A field that must be filled, with single spaces and none at its ends. */
export const filled = v.pipe(
  v.string(),
  v.nonEmpty('is empty: fill it'),
  v.regex(/^\S+(?: \S+)*$/, 'has a space at an end or two in a row: remove it'),
);

/** `first|second`: alternatives, the most usual first. */
export const alternatives = v.pipe(
  v.string(),
  v.transform((field) => field.split('|')),
  v.array(
    v.pipe(
      v.string(),
      v.nonEmpty('has an empty alternative: fill it or remove the |'),
      v.regex(/^\S+(?: \S+)*$/, 'has a space beside a | or at an end, or two in a row: remove it'),
    ),
  ),
  v.maxLength(MAX_ALTERNATIVES, `has more than ${MAX_ALTERNATIVES} alternatives: keep the usual ones`),
);

/** The lines of a file after its header, or what is wrong with the file as a whole. */
function readLines({ file, text }: Source, columns: readonly string[]): { lines: string[]; findings: Finding[] } {
  const [header = '', ...lines] = text.split('\n');
  const findings: Finding[] = [];
  if (header !== columns.join('\t')) {
    const problem = `the header is ${JSON.stringify(header)}: make it ${JSON.stringify(columns.join('\t'))}`;
    return { lines: [], findings: [{ file, line: 1, problem }] };
  }
  if (lines.at(-1) === '') lines.pop();
  else findings.push({ file, line: lines.length + 1, problem: 'the last line does not end: add a line feed' });
  return { lines, findings };
}

/** @param schema one entry a column, in the order of the columns. */
export function parseTsv<Entries extends v.ObjectEntries>(
  source: Source,
  schema: v.ObjectSchema<Entries, undefined>,
): Table<v.InferOutput<v.ObjectSchema<Entries, undefined>>> {
  const { file } = source;
  const columns = Object.keys(schema.entries);
  const { lines, findings } = readLines(source, columns);
  const rows: Table<v.InferOutput<typeof schema>>['rows'] = [];
  for (const [index, content] of lines.entries()) {
    const line = index + 2;
    const fields = content.split('\t');
    if (fields.length !== columns.length) {
      const problem = `${fields.length} columns: it takes ${columns.length} (${columns.join(', ')}), one TAB between them`;
      findings.push({ file, line, problem });
      continue;
    }
    const entry = Object.fromEntries(columns.map((column, at) => [column, fields[at]]));
    const result = v.safeParse(schema, entry, { abortPipeEarly: true });
    if (result.success) rows.push({ ...result.output, file, line });
    else findings.push(...result.issues.map((issue) => ({ file, line, problem: describe(issue) })));
  }
  return { rows, findings };
}

const describe = (issue: v.BaseIssue<unknown>): string =>
  `${v.getDotPath(issue)?.split('.')[0] ?? 'row'} ${issue.message}`;

/** All tables of a folder beside this file, in the order of their names. */
export function readSources(folder: string): Source[] {
  const absolute = path.join(import.meta.dirname, folder);
  return readdirSync(absolute)
    .filter((name) => name.endsWith('.tsv'))
    .sort()
    .map((name) => ({
      file: `models/data/${folder}/${name}`,
      text: readFileSync(path.join(absolute, name), 'utf8'),
    }));
}

/** Tables of several files as one. */
export function joinTables<Row>(tables: readonly Table<Row>[]): Table<Row> {
  return { rows: tables.flatMap(({ rows }) => rows), findings: tables.flatMap(({ findings }) => findings) };
}

/** @throws DataError where anything could not be read. */
export function rowsOf<Row>({ rows, findings }: Table<Row>): (Row & Place)[] {
  if (findings.length > 0) throw new DataError(findings);
  return rows;
}
