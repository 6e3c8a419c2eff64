import { type PriceCard, priceCard, type TeamCard, teamCard, wallCard } from '@tallyboard/contracts/order-cards';
import type { View } from '@tallyboard/rules/people/capabilities';
import type { Order } from '@tallyboard/rules/orders/order';

const SCHEMAS = { wall: wallCard, team: teamCard, price: priceCard } as const;
/** An order as a view sees it; everything else stays here. */
export const cardFor = (view: View, order: Order): PriceCard | TeamCard => SCHEMAS[view].parse(order) as TeamCard;
