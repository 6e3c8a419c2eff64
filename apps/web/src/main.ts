import '@fontsource-variable/noto-sans-sc';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/forms.css';
import './ui/table.css';
import './ui/element-theme.css';
import './ui/touch.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { whenSignedOut } from './platform/call';
import { preferredLocale, setLocale } from './platform/i18n';
import { useSession } from './platform/session';
import { router } from './router';
import { useOwnValidation } from './ui/own-validation';

const app = createApp(App).use(createPinia());
const session = useSession();
await setLocale(preferredLocale());
await session.load();
whenSignedOut(() => {
  if (!session.me) return;
  const back = router.currentRoute.value.fullPath;
  location.assign(router.resolve({ name: 'sign-in', query: { back } }).href);
});
useOwnValidation();
app.use(router).mount('#app');
