// For readers of types other than vue-tsc, which sees the real ones.
declare module '*.vue' {
  import type { DefineComponent } from 'vue';
  const component: DefineComponent;
  export default component;
}
