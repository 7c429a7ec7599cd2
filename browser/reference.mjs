// The reference convention as someone else would have laid it out: articles in two columns, the plan as one table whose enjeux and
// orientations are merged cells. It is made from the interchange document alone; no line of the signed text is copied.

import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const STYLE = `body{font:10pt serif}h1{font-size:15pt}h2{font-size:12pt}
.columns{column-count:2;column-gap:9mm}table{border-collapse:collapse;width:100%}td,th{border:1px solid #000;padding:3px;vertical-align:top}
@page{size:A4;margin:18mm}`;

/** The whole page. */
export function page(reading) {
  const { convention } = reading;
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Convention</title><style>${STYLE}</style></head><body>
<h1>${text(convention.title)}</h1>
<p>Entre :</p>${reading.parties.map(party).join('\n')}
<p>il est convenu ce qui suit. La présente convention est conclue du ${day(convention.start)} au ${day(convention.end)}.</p>
<div class="columns">${reading.articles.filter(({ number }) => /^\d+$/.test(number)).map(article).join('\n')}</div>
<h2>Annexe 3 : Plan d'actions</h2>
${plan(reading)}
</body></html>`;
}

/** The same page as a file of this kind: DOCX and ODT by LibreOffice, PDF by the browser that is open. */
export async function filed(browser, folder, kind, html) {
  const source = join(folder, 'reference.html');
  const made = join(folder, `reference.${kind}`);
  await writeFile(source, html);
  if (kind === 'pdf') {
    const printing = await browser.newPage();
    await printing.setContent(html);
    await printing.pdf({ path: made, format: 'A4', landscape: false });
    await printing.close();
  } else {
    await office(folder, 'HTML (StarWriter)', kind, source);
  }
  return readFile(made);
}

function party({ name, aliases = [] }) {
  const called = aliases.length > 0 ? `, ci-après dénommée « ${text(aliases[0])} »` : '';
  return `<p>- ${text(name)}${called},</p>`;
}

function article({ number, title, text: paragraphs = [] }) {
  return `<h2>Article ${number} : ${text(title)}</h2>${paragraphs.map((words) => `<p>${text(words)}</p>`).join('')}`;
}

function plan(reading) {
  const years = [...new Set(reading.actions.flatMap(({ tracks = [] }) => tracks.flatMap(({ years: own }) => own)))].sort();
  const heads = ['Enjeux', 'Orientations', 'Actions', 'Pilotes', 'Porteurs', ...years];
  const rows = reading.actions.map((action, at) => row(reading, years, action, at));
  return `<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function row(reading, years, action, at) {
  const above = [top(reading, action), action.parent];
  const cells = above.map((key, level) => merged(reading, at, level, key));
  const marks = years.map((year) => `<td>${marked(action, year)}</td>`);
  const title = `<td>Action ${action.number} : ${text(action.title)}</td>`;
  return `<tr>${cells.join('')}${title}<td>${names(reading, action.pilots)}</td><td>${names(reading, action.bearers)}</td>${marks.join('')}</tr>`;
}

/** One cell for the actions that follow each other below the same element; none where it is already drawn. */
function merged(reading, at, level, key) {
  const of = (action) => (level === 0 ? top(reading, action) : action.parent);
  const { actions } = reading;
  if (at > 0 && of(actions[at - 1]) === key) return '';
  let last = at;
  while (last + 1 < actions.length && of(actions[last + 1]) === key) last += 1;
  const title = reading.nodes.find(({ id }) => id === key).title;
  return `<td rowspan="${last - at + 1}">${text(title)}</td>`;
}

function top(reading, { parent }) {
  return reading.nodes.find(({ id }) => id === parent).parent;
}

function marked({ tracks = [] }, year) {
  return tracks.some(({ years }) => years.includes(year)) ? 'X' : '';
}

function names(reading, keys = []) {
  const named = [...reading.parties, ...reading.organisations];
  return keys.map((key) => text(named.find(({ id }) => id === key)?.name ?? '')).join('<br>');
}

function day(written) {
  const [year, month, date] = written.split('-').map(Number);
  const months = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'];
  return `${date === 1 ? '1er' : date} ${months[month - 1]} ${year}`;
}

function text(words) {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The plan as a service keeps it in a workbook: other names, another order, the orientation in merged cells at the end. */
export async function workbook(folder, reading) {
  const years = [2022, 2023, 2024, 2025, 2026];
  const heads = ['Réf.', 'Libellé du projet', ...years, 'Machin', 'Pilotes', 'Orientation'];
  const rows = reading.actions.map((action, at) => {
    const cells = [action.number, text(action.title), ...years.map((year) => marked(action, year))];
    const held = [names(reading, action.bearers), names(reading, action.pilots)].map((name) => name.replaceAll('<br>', ' / '));
    return `<tr>${[...cells, ...held].map((cell) => `<td>${cell}</td>`).join('')}${merged(reading, at, 1, action.parent)}</tr>`;
  });
  const table = `<table><tr>${heads.map((head) => `<td>${head}</td>`).join('')}</tr>${rows.join('')}</table>`;
  const source = join(folder, 'plan.html');
  await writeFile(source, `<!doctype html><html lang="fr"><head><meta charset="utf-8"></head><body>${table}</body></html>`);
  await office(folder, 'HTML (StarCalc)', 'xlsx', source);
  return readFile(join(folder, 'plan.xlsx'));
}

/** LibreOffice, with a profile of its own: another one may be at work. */
async function office(folder, filter, kind, source) {
  const profile = `-env:UserInstallation=file://${join(folder, 'office')}`;
  await run('soffice', [profile, '--headless', `--infilter=${filter}`, '--convert-to', kind, '--outdir', folder, source]);
}
