package io.llmrec.prompt.enrich.profile;

/**
 * What a model says of one factor.
 *
 * @param factor its name
 * @param text what is said
 */
public record FactorText(String factor, String text) {}
