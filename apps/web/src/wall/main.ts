import '@fontsource-variable/noto-sans-sc';
import '../ui/fonts.css';
import './wall.css';
import { createApp } from 'vue';
import { stayAwake } from './stay-awake';
import { localeFrom, setLocale } from './texts';
import WallApp from './WallApp.vue';

// The wall is built as its own entry: no router, no store, no UI kit, no schemas.
setLocale(localeFrom(location.search, navigator.language).locale);
stayAwake();
createApp(WallApp).mount('#wall');
