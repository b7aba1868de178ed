import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
/** What is measured: a copy that `scripts/bench` makes, or the build itself. */
const copy = process.env.SHOPBELL_BENCH;
export const widgetFolder = copy ? join(copy, 'widget') : join(root, 'build/web/widget');
export const shopbell = join(process.env.SHOPBELL_BIN ?? join(root, 'build/native/bin'), 'shopbell');
export const model = join(widgetFolder, 'model.bell');
export const faq = join(root, 'demo-site/faq.json');
