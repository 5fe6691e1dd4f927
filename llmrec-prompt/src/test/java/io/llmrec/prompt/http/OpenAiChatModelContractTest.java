package io.llmrec.prompt.http;

import com.sun.net.httpserver.HttpServer;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.testing.LanguageModelContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The chat backend keeps core's contract, against a server that keeps connections open. */
class OpenAiChatModelContractTest implements LanguageModelContract {

  private static final byte[] ANSWER =
      "{\"choices\":[{\"message\":{\"content\":\"hot\"},\"finish_reason\":\"stop\"}]}"
          .getBytes(StandardCharsets.UTF_8);

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, ANSWER.length);
          exchange.getResponseBody().write(ANSWER);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Override
  public LanguageModel languageModel() {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    return OpenAiChatModel.builder(base, "small").build();
  }
}
