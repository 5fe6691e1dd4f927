package io.llmrec.prompt.http;

import java.net.http.HttpClient;
import java.time.Duration;

/** Holds the one client of all that were given none: few threads, however many models. */
final class SharedClient {

  static final HttpClient INSTANCE =
      HttpClient.newBuilder()
          // Some servers drop the body of a request that asks for an upgrade to HTTP/2.
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private SharedClient() {}
}
