import type { InputOf } from '@tallyboard/contracts/endpoint';
import { inquiriesApi, type InquiryDetail } from '@tallyboard/contracts/inquiries';
import type { Actor, TestServer } from '../../testing/test-server.js';

/** An inquiry, entered through the API, of a buyer of its own unless one is given. */
export async function anInquiry(
  server: TestServer,
  fields: Partial<InputOf<typeof inquiriesApi.create>> = {},
  as: Actor = server.manager,
): Promise<InquiryDetail> {
  const { reply, status } = await server.call(
    inquiriesApi.create,
    {
      buyer: `Buyer ${crypto.randomUUID().slice(0, 8)}`,
      country: 'DE',
      language: 'en',
      product: '',
      subject: 'Request for quotation',
      contact: { name: '', email: '', phone: '' },
      text: 'Please quote.',
      channel: 'email',
      ...fields,
    },
    as,
  );
  if (status !== 200) throw new Error(`no inquiry: ${JSON.stringify(reply)}`);
  return reply;
}
