/**
 * A shop to try things on: {@link io.llmrec.examples.shop.SampleShop#load} gives a catalog of 660
 * items with the noisy titles of a real marketplace, English and Chinese, and 90 days of what 2,000
 * simulated customers did.
 *
 * <p>The source of truth are the hand-written files beside the classes: {@code categories.tsv},
 * {@code product-lines-en.txt}, {@code product-lines-zh.txt}, {@code affinities.tsv}, {@code
 * noise-en.txt} and {@code noise-zh.txt}. From them {@link
 * io.llmrec.examples.shop.SampleShopWriter} makes {@code items.jsonl}; from that and the files
 * {@link io.llmrec.examples.shop.ShopKnowledge} tells what a careful author says of an item, and
 * {@link io.llmrec.examples.shop.ShopSimulator} generates the log. All of it was written for this
 * project; nothing was copied, and every brand is invented. {@code docs/sample-shop.md} tells more.
 */
@NullMarked
package io.llmrec.examples.shop;

import org.jspecify.annotations.NullMarked;
