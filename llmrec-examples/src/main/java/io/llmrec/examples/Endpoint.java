package io.llmrec.examples;

import io.llmrec.prompt.http.OpenAiChatModel;
import io.llmrec.prompt.http.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** A live model of the host's own, where the environment names one. */
public final class Endpoint {

  private static final String URL = "LLMREC_BASE_URL";
  private static final String KEY = "LLMREC_API_KEY";
  private static final String MODEL = "LLMREC_MODEL";

  private Endpoint() {}

  /**
   * The model that {@code LLMREC_BASE_URL}, {@code LLMREC_MODEL} and, where the server wants one,
   * {@code LLMREC_API_KEY} name; empty when none of them is set.
   *
   * @throws IllegalArgumentException when only some of them are set
   */
  public static Optional<OpenAiChatModel> fromEnvironment(Map<String, String> environment) {
    String url = environment.getOrDefault(URL, "");
    String model = environment.getOrDefault(MODEL, "");
    String key = environment.getOrDefault(KEY, "");
    if (url.isBlank() && model.isBlank() && key.isBlank()) {
      return Optional.empty();
    }
    if (url.isBlank() || model.isBlank()) {
      throw new IllegalArgumentException(
          "a live model needs %s and %s, was given %s"
              .formatted(URL, MODEL, url.isBlank() ? "no " + URL : "no " + MODEL));
    }
    OpenAiChatModel.Builder builder = OpenAiChatModel.builder(URI.create(url), model);
    if (!key.isBlank()) {
      builder.apiKey(Secret.of(key));
    }
    return Optional.of(builder.build());
  }
}
