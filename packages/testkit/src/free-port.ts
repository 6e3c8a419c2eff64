/** A TCP port of 127.0.0.1 that is free now; the same function the built-in database uses. */
export { freePort } from '@tallyboard/devdb/free-port';
