import type { Endpoint } from '@tallyboard/contracts/endpoint';
import { z } from 'zod';

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const shape = (schema: z.ZodType, io: 'input' | 'output'): string => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<string, unknown>;
  return escape(JSON.stringify(rest, null, 2));
};

/** The endpoint list as a page to read: no script, so it works under our own content policy. */
export function docsPage(domains: Readonly<Record<string, Readonly<Record<string, Endpoint>>>>): string {
  const sections = Object.entries(domains).map(
    ([domain, endpoints]) => `<h2 id="${domain}">${domain}</h2>${Object.values(endpoints).map(entry).join('')}`,
  );
  const links = Object.keys(domains)
    .map((domain) => `<a href="#${domain}">${domain}</a>`)
    .join(' ');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tallyboard API</title><style>${STYLE}</style>
<main><h1>Tallyboard API</h1><p>Base path <code>/api/v1</code>. As <a href="/api/v1/openapi.json">OpenAPI 3.1</a>. Refusals are <code>application/problem+json</code> with a <code>code</code>; commands need an <code>Idempotency-Key</code> (UUID).</p><nav>${links}</nav>${sections.join('')}</main></html>`;
}

function entry(e: Endpoint): string {
  const marks = [e.allow, e.command ? 'command' : '', e.produces ?? '']
    .filter(Boolean)
    .map((m) => `<small>${escape(m)}</small>`);
  return `<details><summary><b>${e.method}</b> <code>${escape(e.path)}</code> ${marks.join(' ')}<br>${escape(e.summary)}</summary><h3>Input</h3><pre>${shape(e.input, 'input')}</pre><h3>Reply</h3><pre>${shape(e.reply, 'output')}</pre></details>`;
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:0;background:#f3f5f8;color:#17212e}main{max-width:860px;margin:0 auto;padding:32px 16px}code,pre{font:13px ui-monospace,monospace}
details{background:#fff;border:1px solid #dde3ea;border-radius:8px;margin:8px 0;padding:10px 14px}summary{cursor:pointer}summary b{display:inline-block;min-width:4.5em;color:#9a3412}small{background:#e8edf3;border-radius:9px;padding:1px 8px}pre{overflow:auto;background:#f3f5f8;padding:10px;border-radius:6px}nav a{margin-inline-end:12px}a{color:#9a3412}
@media (prefers-color-scheme:dark){body{background:#0a121d;color:#eaf0f8}details{background:#111c2b;border-color:#24364f}small,pre{background:#17253a}summary b,a{color:#ff9d4d}}`;
