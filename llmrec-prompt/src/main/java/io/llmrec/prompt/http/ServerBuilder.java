package io.llmrec.prompt.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all that talk to a server have in common.
 *
 * @param <B> the builder itself
 */
abstract class ServerBuilder<B extends ServerBuilder<B>> {

  private static final int DEFAULT_MAX_REPLY_BYTES = 4 * 1024 * 1024;
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]|\\[0:0:0:0:0:0:0:1\\]");

  final URI base;
  final String model;
  private @Nullable Secret apiKey;
  private @Nullable HttpClient client;
  private int maxReplyBytes = DEFAULT_MAX_REPLY_BYTES;
  private boolean plainHttpAllowed;

  ServerBuilder(URI base, String model) {
    checkAddress(base);
    if (model.isBlank()) {
      throw new IllegalArgumentException("model must not be blank");
    }
    this.base = base;
    this.model = model;
  }

  abstract B self();

  /** The key sent as bearer token; none by default. */
  public B apiKey(Secret key) {
    apiKey = key;
    return self();
  }

  /**
   * The host's own client, for a proxy, certificates or HTTP/2; by default all models share one
   * that speaks HTTP/1.1 and connects within 10 seconds.
   *
   * @throws IllegalArgumentException when it follows redirects: it would hand the key to another
   *     server
   */
  public B httpClient(HttpClient value) {
    if (value.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "httpClient must have followRedirects NEVER, so that the key goes to no other server, "
              + "was "
              + value.followRedirects());
    }
    client = value;
    return self();
  }

  /** The longest answer in bytes, at least 1,024; 4 MiB by default. */
  public B maxReplyBytes(int bytes) {
    if (bytes < 1024) {
      throw new IllegalArgumentException("maxReplyBytes must be at least 1024, was " + bytes);
    }
    maxReplyBytes = bytes;
    return self();
  }

  /** Allows http without encryption to other machines: the key and the prompts can be read. */
  public B allowPlainHttp() {
    plainHttpAllowed = true;
    return self();
  }

  /**
   * The address under the base that takes this kind of request.
   *
   * @throws IllegalArgumentException when the base is plain http to another machine and that was
   *     not allowed
   */
  final JsonEndpoint endpoint(String path) {
    if (base.getScheme().equalsIgnoreCase("http") && !plainHttpAllowed && !isLoopback(base)) {
      throw new IllegalArgumentException(
          "plain http is for this machine only, was " + base + "; see allowPlainHttp()");
    }
    URI uri = URI.create(base.toString().replaceAll("/+$", "") + path);
    HttpClient used = client == null ? SharedClient.INSTANCE : client;
    return new JsonEndpoint(used, uri, apiKey, maxReplyBytes);
  }

  private static void checkAddress(URI base) {
    String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
    if (!Set.of("http", "https").contains(scheme) || base.getHost() == null) {
      throw new IllegalArgumentException("base must be http(s)://host..., was " + shown(base));
    }
    if (base.getRawUserInfo() != null || base.getRawQuery() != null || base.getFragment() != null) {
      throw new IllegalArgumentException(
          "base must have no user, query or fragment, as %s had; a key goes to apiKey"
              .formatted(shown(base)));
    }
  }

  /** The parts of an address that hold no secret. */
  private static String shown(URI uri) {
    return uri.getHost() == null
        ? "'" + uri.getScheme() + ":...'"
        : uri.getScheme() + "://" + uri.getHost() + uri.getPath();
  }

  private static boolean isLoopback(URI uri) {
    return LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
  }
}
