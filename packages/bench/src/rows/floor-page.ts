/**
 * What a browser can do at best with so many cards: nine columns, each a window of absolutely placed cards, drag by transform. No
 * framework, no texts in two languages, no rules; it bounds the technique, not a product.
 */
export function floorPage(cards: number): string {
  return `<!doctype html><meta charset="utf-8"><style>
body{margin:0;font:14px sans-serif;display:grid;grid-template-columns:repeat(9,1fr);gap:8px;height:100vh;background:#f3f4f6}
.column{overflow-y:auto;position:relative;background:#e5e7eb;contain:strict}.all{position:relative}
.card{position:absolute;left:4px;right:4px;height:110px;background:#fff;border-radius:6px;padding:6px;box-sizing:border-box;box-shadow:0 1px 2px #0003}
.held{position:fixed;pointer-events:none;z-index:9;will-change:transform;width:160px}
</style><script>
const ROW=122, COUNT=${cards};
const columns=Array.from({length:9},(_,c)=>({cards:Array.from({length:Math.ceil((COUNT-c)/9)},(_,i)=>({id:c+'-'+i,no:'TB-2611-'+i,title:'Stainless steel bottle '+i,who:'Lin',due:'2027-01-'+(i%28+1)}))}));
const draw=(col)=>{const top=col.el.scrollTop,first=Math.max(0,Math.floor(top/ROW)-4),last=Math.min(col.cards.length,Math.ceil((top+col.el.clientHeight)/ROW)+4);
 col.all.replaceChildren(...col.cards.slice(first,last).map((card,i)=>{const el=document.createElement('div');el.className='card';el.dataset.card=card.id;el.style.top=(first+i)*ROW+'px';
  el.innerHTML='<b>'+card.no+'</b><div>'+card.title+'</div><small>'+card.who+' · '+card.due+'</small>';return el}))};
addEventListener('DOMContentLoaded',()=>{for(const col of columns){col.el=document.createElement('section');col.el.className='column';col.all=document.createElement('div');col.all.className='all';
 col.all.style.height=col.cards.length*ROW+'px';col.el.append(col.all);document.body.append(col.el);col.el.onscroll=()=>draw(col);draw(col)}
 let held=null,x=0,y=0,due=false;
 addEventListener('pointerdown',e=>{const el=e.target.closest('.card');if(!el)return;held=el.cloneNode(true);held.classList.add('held');held.style.top=held.style.left='0';document.body.append(held);el.style.opacity=.3});
 addEventListener('pointermove',e=>{if(!held)return;x=e.clientX;y=e.clientY;if(!due){due=true;requestAnimationFrame(()=>{due=false;if(held)held.style.transform='translate('+x+'px,'+y+'px)'})}});
 addEventListener('pointerup',()=>{if(!held)return;held.remove();held=null;const card=columns[0].cards.shift();const to=columns.at(-1);to.cards.unshift(card);for(const c of [columns[0],to])draw(c)});
});
</script>`;
}
