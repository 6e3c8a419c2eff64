import type { EntityManager } from 'typeorm';

export async function officeZone(tx: EntityManager): Promise<string> {
  const [office] = await tx.query<[{ zone: string }]>('select zone from people_organization_view');
  return office.zone;
}
