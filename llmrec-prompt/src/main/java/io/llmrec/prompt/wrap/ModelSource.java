package io.llmrec.prompt.wrap;

/**
 * Who is asked, as measurements name it.
 *
 * @param provider such as {@code openai}, {@code deepseek}, {@code vllm}; not blank
 * @param model the model's name; not blank
 */
public record ModelSource(String provider, String model) {

  /** Checks that both are named. */
  public ModelSource {
    if (provider.isBlank() || model.isBlank()) {
      throw new IllegalArgumentException(
          "provider and model must not be blank, were '%s' and '%s'".formatted(provider, model));
    }
  }
}
