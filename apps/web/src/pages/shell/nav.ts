import type { PlainKey } from '@tallyboard/locale/texts';
import type { Capability } from '@tallyboard/rules/people/capabilities';

/** `under`: on a phone it stands under “More”, since the bar holds five. */
export type NavItem = {
  name: string;
  text: PlainKey;
  /** Where the bar of a phone has no room for the whole name. */
  short?: PlainKey;
  needs?: Capability;
  group: 'work' | 'manage';
  under?: true;
  icon: string;
};
/** Only pages that exist. Icons are 24-unit strokes. */
export const NAV = [
  {
    name: 'board',
    text: 'app.board',
    short: 'app.board_short',
    group: 'work',
    icon: 'M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v11h-4z',
  },
  {
    name: 'inquiries',
    text: 'app.inquiries',
    needs: 'inquiries.view',
    group: 'work',
    icon: 'M4 13l2-8h12l2 8v6H4zM4 13h5l1 2h4l1-2h5',
  },
  {
    name: 'customers',
    text: 'app.customers',
    needs: 'customers.view',
    group: 'work',
    icon: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-6 8-6s7 2 8 6',
  },
  {
    name: 'satisfaction',
    text: 'app.satisfaction',
    needs: 'surveys.view',
    group: 'work',
    under: true,
    icon: 'M12 4l2.400 5 5.600.800-4 3.900.900 5.500-4.900-2.600-4.900 2.600.900-5.500-4-3.900 5.600-.800z',
  },
  {
    name: 'knowledge',
    text: 'app.knowledge',
    needs: 'knowledge.view',
    group: 'work',
    under: true,
    icon: 'M5 4h6a3 3 0 0 1 3 3v13a3 3 0 0 0-3-2H5zM19 4h-2a3 3 0 0 0-3 3v13a3 3 0 0 1 3-2h2z',
  },
  {
    name: 'calendars',
    text: 'app.calendars',
    needs: 'calendars.view',
    group: 'work',
    icon: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M12 13v3l2 1',
  },
  {
    name: 'points',
    text: 'app.points',
    needs: 'points.view',
    group: 'work',
    icon: 'M6 5h12M12 5v14M12 12h6M8 11v8M4 19h16',
  },
  {
    name: 'honours',
    text: 'app.honours',
    needs: 'points.view',
    group: 'work',
    under: true,
    icon: 'M7 4h10v5a5 5 0 0 1-10 0zM7 6H4v1a3 3 0 0 0 3 3M17 6h3v1a3 3 0 0 1-3 3M12 14v4M8 20h8',
  },
  {
    name: 'store',
    text: 'app.store',
    needs: 'points.view',
    group: 'work',
    under: true,
    icon: 'M4 9h16v11H4zM4 9l2-5h12l2 5M9 13a3 3 0 0 0 6 0',
  },
  {
    name: 'rules',
    text: 'app.rules',
    needs: 'points.view',
    group: 'manage',
    icon: 'M10 3h4M11 3v6l-5 9a2 2 0 0 0 2 3h8a2 2 0 0 0 2-3l-5-9V3M8 15h8',
  },
  {
    name: 'import',
    text: 'app.import',
    needs: 'orders.import',
    group: 'manage',
    icon: 'M12 4v11M8 11l4 4 4-4M4 19h16',
  },
  {
    name: 'team',
    text: 'app.team',
    needs: 'people.view',
    group: 'manage',
    icon: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19c.5-3 3-5 6-5s5.500 2 6 5M16 11a3 3 0 0 0 0-6M18 14c2 .5 3 2.500 3 5',
  },
  {
    name: 'screens',
    text: 'app.screens',
    needs: 'devices.manage',
    group: 'manage',
    icon: 'M3 5h18v11H3zM8 20h8M12 16v4',
  },
  {
    name: 'settings',
    text: 'app.settings',
    needs: 'stages.manage',
    group: 'manage',
    icon: 'M4 7h10M18 7h2M4 12h2M10 12h10M4 17h8M16 17h4M14 5v4M6 10v4M12 15v4',
  },
  {
    name: 'access',
    text: 'access.title',
    needs: 'audit.view',
    group: 'manage',
    icon: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4',
  },
] as const satisfies readonly NavItem[];
