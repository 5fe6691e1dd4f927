package io.llmrec.embed.adaptor;

/**
 * Two items that suit the same person: bought one after the other, say.
 *
 * @param first an item's id
 * @param second another one's; the order means nothing
 */
public record ItemPair(String first, String second) {}
