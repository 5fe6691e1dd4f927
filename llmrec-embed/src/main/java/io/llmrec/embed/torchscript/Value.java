package io.llmrec.embed.torchscript;

/**
 * The name of something a script has computed or been given.
 *
 * @param name as it stands in the source
 */
public record Value(String name) {

  @Override
  public String toString() {
    return name;
  }
}
