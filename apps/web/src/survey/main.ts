import '@fontsource-variable/noto-sans-sc';
import '../ui/tokens.css';
import '../ui/base.css';
import './survey.css';
import { createApp } from 'vue';
import SurveyApp from './SurveyApp.vue';

// An entry of its own: a buyer loads no router, no store, no kit and no schema.
createApp(SurveyApp).mount('#survey');
