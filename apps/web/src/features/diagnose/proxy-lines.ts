/** What to write where: the same in every language. */
export const NGINX = {
  of: 'nginx',
  text: `location / {
  proxy_pass http://127.0.0.1:3000;
  proxy_http_version 1.1;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection "upgrade";
  proxy_set_header Host $host;
  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
}`,
};
/** Caddy passes upgrades on by itself, and gets a certificate for a name that is public. */
export const CADDY = (hostname: string) => ({
  of: 'Caddy',
  text: `${hostname} {
  reverse_proxy 127.0.0.1:3000
}`,
});
export const FORWARDED = { of: 'nginx', text: 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;' };
export const NTP = { of: 'shell', text: 'sudo timedatectl set-ntp true' };
