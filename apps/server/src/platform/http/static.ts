import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotFoundException } from '@nestjs/common';
import express, { type Express } from 'express';
import { WEB_DIST } from '../config/build.js';

/** Whatever is no call, socket or probe. */
const PAGES = /^\/(?!api\/|socket\.io\/|livez$|readyz$|metrics$).*/;

/** The built web app. A missing asset is a 404, never the page; the wall and a buyer's survey have pages of their own, and every other path outside /api is a deep link into the desk. */
export function serveWeb(app: Express): void {
  if (!existsSync(join(WEB_DIST, 'index.html'))) {
    app.get(PAGES, (_req, _res, next) => next(new NotFoundException()));
    return;
  }
  app.use(
    '/assets',
    express.static(join(WEB_DIST, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false, index: false }),
  );
  const files = express.static(WEB_DIST, { index: false, fallthrough: true, maxAge: 0 });
  // A call to the API is no file: looking for one would cost it a trip to the disk.
  app.use((req, res, next) => (req.path.startsWith('/api/') ? next() : files(req, res, next)));
  const page = (file: string) => (_req: express.Request, res: express.Response) => {
    res.set('Cache-Control', 'no-cache').sendFile(join(WEB_DIST, file));
  };
  app.get('/wall', page('wall.html'));
  app.get('/survey/:token', page('survey.html'));
  app.get(PAGES, page('index.html'));
}
