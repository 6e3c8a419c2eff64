import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names the web app this server serves: a tab that was loaded from another build reloads itself. */
export const WEB_DIST = join(import.meta.dirname, '../../../../web/dist');
export const BUILD = ((): string => {
  try {
    return createHash('sha256')
      .update(readFileSync(join(WEB_DIST, 'index.html')))
      .update(readFileSync(join(WEB_DIST, 'wall.html')))
      .digest('hex')
      .slice(0, 12);
  } catch {
    return 'unbuilt';
  }
})();
