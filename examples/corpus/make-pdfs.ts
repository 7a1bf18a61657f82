/**
 * Sets every Markdown file in `_pdf-sources/` as an A4 PDF next to this script.
 *
 * Run from anywhere: `node examples/corpus/make-pdfs.ts`. The output has a fixed
 * creation date, so the same sources and the same pdfkit version give the same bytes.
 *
 * The Markdown subset is small on purpose: front matter with `title:`, headings
 * `#` and `##`, paragraphs of one line each, and pipe tables. The standard PDF
 * fonts encode WinAnsi only, so other characters are refused instead of dropped.
 */
import { createWriteStream } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';

type Block =
  | { kind: 'title'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'table'; rows: string[][] };

const SOURCES = join(import.meta.dirname, '_pdf-sources');
const CREATED = new Date('2025-01-01T00:00:00Z');
const MARGIN = 64;
const REGULAR = 'Times-Roman';
const BOLD = 'Times-Bold';
const SANS_BOLD = 'Helvetica-Bold';

// Printable ASCII, Latin-1 and the typographic characters of Windows-1252.
const NOT_WINANSI = /[^\n\x20-\x7e\u00a0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]/u;

function splitFrontMatter(source: string): { title: string | undefined; body: string } {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(source);
  if (match === null) return { title: undefined, body: source };
  const title = /^title:\s*"?(.*?)"?\s*$/m.exec(match[1] ?? '')?.[1];
  return { title, body: source.slice(match[0].length) };
}

function tableCells(line: string): string[] {
  return line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

function parseBlocks(body: string): Block[] {
  const blocks: Block[] = [];
  for (const chunk of body.split(/\n{2,}/)) {
    const text = chunk.trim();
    if (text === '') continue;
    if (text.startsWith('## ')) {
      blocks.push({ kind: 'heading', text: text.slice(3) });
    } else if (text.startsWith('# ')) {
      blocks.push({ kind: 'title', text: text.slice(2) });
    } else if (text.startsWith('|')) {
      const lines = text.split('\n').filter((line) => !/^[|\s:-]+$/.test(line));
      blocks.push({ kind: 'table', rows: lines.map(tableCells) });
    } else {
      blocks.push({ kind: 'paragraph', text: text.replaceAll('\n', ' ') });
    }
  }
  return blocks;
}

/** Moves to a new page unless `height` points still fit on this one. */
function keepTogether(doc: PDFKit.PDFDocument, height: number): void {
  if (doc.y + height > doc.page.height - MARGIN) doc.addPage();
}

function drawTable(doc: PDFKit.PDFDocument, rows: string[][]): void {
  const width = doc.page.width - 2 * MARGIN;
  const columns = Math.max(...rows.map((row) => row.length));
  const first = columns > 1 ? width * 0.34 : width;
  const other = columns > 1 ? (width - first) / (columns - 1) : 0;
  const pad = 3;

  const layout = rows.map((cells, index) => {
    doc.font(index === 0 ? BOLD : REGULAR).fontSize(9.5);
    const heights = cells.map((cell, column) =>
      doc.heightOfString(cell, { width: (column === 0 ? first : other) - 2 * pad }),
    );
    return { cells, height: Math.max(...heights) + 2 * pad };
  });

  keepTogether(doc, layout.reduce((sum, row) => sum + row.height, 8));
  let y = doc.y + 2;
  const rule = (): void => {
    doc.moveTo(MARGIN, y).lineTo(MARGIN + width, y).lineWidth(0.5).stroke('#555555');
  };
  rule();
  layout.forEach(({ cells, height }, index) => {
    doc.font(index === 0 ? BOLD : REGULAR).fontSize(9.5).fillColor('#000000');
    cells.forEach((cell, column) => {
      const x = column === 0 ? MARGIN : MARGIN + first + (column - 1) * other;
      doc.text(cell, x + pad, y + pad, { width: (column === 0 ? first : other) - 2 * pad });
    });
    y += height;
    if (index === 0 || index === layout.length - 1) rule();
  });
  doc.x = MARGIN;
  doc.y = y + 9;
}

function drawPageNumbers(doc: PDFKit.PDFDocument, title: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    doc.switchToPage(index);
    // Text below the bottom margin would otherwise open a new page.
    doc.page.margins.bottom = 0;
    doc
      .font(REGULAR)
      .fontSize(9)
      .fillColor('#555555')
      .text(`${title} – page ${index - start + 1} of ${count}`, MARGIN, doc.page.height - 44, {
        width: doc.page.width - 2 * MARGIN,
        align: 'center',
        lineBreak: false,
      });
  }
}

async function writePdf(sourceName: string): Promise<string> {
  const source = (await readFile(join(SOURCES, sourceName), 'utf8')).replaceAll('\r\n', '\n');
  const unencodable = NOT_WINANSI.exec(source);
  if (unencodable !== null) {
    const code = unencodable[0].codePointAt(0)?.toString(16).padStart(4, '0');
    throw new Error(`${sourceName}: U+${code} is not in the WinAnsi encoding`);
  }

  const { title: frontTitle, body } = splitFrontMatter(source);
  const blocks = parseBlocks(body);
  const heading = blocks.find((block) => block.kind === 'title');
  const title = frontTitle ?? heading?.text ?? basename(sourceName, '.md');

  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'en-GB',
    displayTitle: true,
    info: {
      Title: title,
      Author: 'The Nacre authors',
      Subject: 'Sample corpus of Nacre, CC-BY-4.0',
      CreationDate: CREATED,
      ModDate: CREATED,
    },
  });
  const target = join(import.meta.dirname, `${basename(sourceName, '.md')}.pdf`);
  const output = createWriteStream(target);
  doc.pipe(output);

  for (const block of blocks) {
    doc.fillColor('#000000');
    if (block.kind === 'title') {
      doc.font(SANS_BOLD).fontSize(19).text(block.text).moveDown(0.5);
    } else if (block.kind === 'heading') {
      keepTogether(doc, 70);
      doc.moveDown(0.35).font(SANS_BOLD).fontSize(12.5).text(block.text).moveDown(0.25);
    } else if (block.kind === 'paragraph') {
      doc.font(REGULAR).fontSize(11).text(block.text, { lineGap: 2 }).moveDown(0.5);
    } else {
      drawTable(doc, block.rows);
    }
  }
  drawPageNumbers(doc, title);
  doc.end();
  await finished(output);
  return target;
}

const names = (await readdir(SOURCES)).filter((name) => name.endsWith('.md')).sort();
for (const name of names) {
  console.log(await writePdf(name));
}
