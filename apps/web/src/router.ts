import type { Capability } from '@tallyboard/rules/people/capabilities';
import { createRouter, createWebHistory } from 'vue-router';
import { useSession } from './platform/session';

declare module 'vue-router' {
  interface RouteMeta {
    public?: boolean;
    needs?: Capability;
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: { name: 'board' } },
    { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignInPage.vue'), meta: { public: true } },
    { path: '/join/:token', name: 'join', component: () => import('./pages/JoinPage.vue'), meta: { public: true } },
    { path: '/reset/:token', name: 'reset', component: () => import('./pages/ResetPage.vue'), meta: { public: true } },
    {
      path: '/diagnose',
      name: 'diagnose',
      component: () => import('./pages/DiagnosePage.vue'),
      meta: { public: true },
    },
    { path: '/board', name: 'board', component: () => import('./pages/BoardPage.vue') },
    { path: '/ask/:token', name: 'ask', component: () => import('./pages/AskPage.vue'), meta: { public: true } },
    {
      path: '/inquiries/:id?',
      name: 'inquiries',
      component: () => import('./pages/InquiriesPage.vue'),
      meta: { needs: 'inquiries.view' },
    },
    {
      path: '/customers/:id?',
      name: 'customers',
      component: () => import('./pages/CustomersPage.vue'),
      meta: { needs: 'customers.view' },
    },
    {
      path: '/satisfaction',
      name: 'satisfaction',
      component: () => import('./pages/SatisfactionPage.vue'),
      meta: { needs: 'surveys.view' },
    },
    {
      path: '/knowledge/:id?',
      name: 'knowledge',
      component: () => import('./pages/KnowledgePage.vue'),
      meta: { needs: 'knowledge.view' },
    },
    {
      path: '/calendars',
      name: 'calendars',
      component: () => import('./pages/CalendarsPage.vue'),
      meta: { needs: 'calendars.view' },
    },
    {
      path: '/points',
      name: 'points',
      component: () => import('./pages/PointsPage.vue'),
      meta: { needs: 'points.view' },
    },
    {
      path: '/honours',
      name: 'honours',
      component: () => import('./pages/HonoursPage.vue'),
      meta: { needs: 'points.view' },
    },
    {
      path: '/store',
      name: 'store',
      component: () => import('./pages/StorePage.vue'),
      meta: { needs: 'points.view' },
    },
    {
      path: '/rules',
      name: 'rules',
      component: () => import('./pages/RulesPage.vue'),
      meta: { needs: 'points.view' },
    },
    { path: '/team', name: 'team', component: () => import('./pages/TeamPage.vue'), meta: { needs: 'people.view' } },
    {
      path: '/screens',
      name: 'screens',
      component: () => import('./pages/ScreensPage.vue'),
      meta: { needs: 'devices.manage' },
    },
    { path: '/pair', redirect: (to) => ({ name: 'screens', query: to.query }) },
    {
      path: '/settings',
      name: 'settings',
      component: () => import('./pages/SettingsPage.vue'),
      meta: { needs: 'stages.manage' },
    },
    {
      path: '/import',
      name: 'import',
      component: () => import('./pages/ImportPage.vue'),
      meta: { needs: 'orders.import' },
    },
    {
      path: '/access',
      name: 'access',
      component: () => import('./pages/AccessPage.vue'),
      meta: { needs: 'audit.view' },
    },
    { path: '/account', name: 'account', component: () => import('./pages/AccountPage.vue') },
    { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./pages/NowherePage.vue') },
  ],
});

router.beforeEach((to) => {
  const session = useSession();
  if (to.meta.public) return to.name === 'sign-in' && session.me ? { name: 'board' } : true;
  if (!session.me) return { name: 'sign-in', query: to.fullPath === '/board' ? {} : { back: to.fullPath } };
  if (session.me.person.mustChangePassword && to.name !== 'account') return { name: 'account' };
  return !to.meta.needs || session.can(to.meta.needs) ? true : { name: 'board' };
});
