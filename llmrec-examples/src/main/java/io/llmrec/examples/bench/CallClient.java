package io.llmrec.examples.bench;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.data.message.UserMessage;
import io.llmrec.core.llm.Prompt;
import io.llmrec.prompt.http.OpenAiChatModel;
import io.llmrec.prompt.http.Secret;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;

/** The clients that are compared, each as it comes, without retries; the first is their measure. */
enum CallClient {
  BARE_SOCKET(List.of()) {
    @Override
    Supplier<String> to(String base) {
      return new BareCaller(base, QUESTION);
    }
  },
  LLMREC(
      List.of("llmrec-core", "llmrec-prompt", "jackson-", "h2-mvstore", "slf4j-api", "jspecify")) {
    @Override
    Supplier<String> to(String base) {
      OpenAiChatModel model =
          OpenAiChatModel.builder(URI.create(base), "m").apiKey(Secret.of("key")).build();
      return () -> model.complete(Prompt.of(QUESTION)).text();
    }
  },
  LANGCHAIN4J(
      List.of(
          "langchain4j-core",
          "langchain4j-open-ai",
          "langchain4j-http-client",
          "jackson-",
          "jtokkit",
          "slf4j-api",
          "jspecify")) {
    @Override
    Supplier<String> to(String base) {
      dev.langchain4j.model.chat.ChatModel model =
          dev.langchain4j.model.openai.OpenAiChatModel.builder()
              .baseUrl(base)
              .apiKey("key")
              .modelName("m")
              .maxRetries(0)
              .build();
      return () -> model.chat(UserMessage.from(QUESTION)).aiMessage().text();
    }
  },
  OPENAI_JAVA(
      List.of(
          "openai-java",
          "jackson-",
          "kotlin-",
          "okhttp",
          "okio",
          "annotations-13",
          "swagger-annotations-2.2.31",
          "jsonschema-",
          "classmate",
          "slf4j-api",
          "error_prone_annotations")) {
    @Override
    Supplier<String> to(String base) {
      OpenAIClient client =
          OpenAIOkHttpClient.builder().baseUrl(base).apiKey("key").maxRetries(0).build();
      ChatCompletionCreateParams request =
          ChatCompletionCreateParams.builder().model("m").addUserMessage(QUESTION).build();
      return () ->
          client
              .chat()
              .completions()
              .create(request)
              .choices()
              .get(0)
              .message()
              .content()
              .orElse("");
    }
  };

  private static final String QUESTION = "Which of these would suit the user best?";
  private static final List<String> JACKSON_FOR_ALL =
      List.of("jackson-core-2", "jackson-databind-2", "jackson-annotations-2");

  private final List<String> jars;

  CallClient(List<String> jars) {
    this.jars = jars;
  }

  /** Asks once with each call; safe for use by several threads. */
  abstract Supplier<String> to(String base);

  /** Whether a jar comes along with the client. */
  boolean brings(String jar) {
    if (jar.startsWith("jackson-") && JACKSON_FOR_ALL.stream().noneMatch(jar::startsWith)) {
      return this == OPENAI_JAVA && jar.matches("jackson-(datatype|module-kotlin).*");
    }
    return jars.stream().anyMatch(jar::startsWith);
  }
}
