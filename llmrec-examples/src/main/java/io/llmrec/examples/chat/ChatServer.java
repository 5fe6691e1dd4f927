package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.llmrec.examples.Console;
import io.llmrec.examples.Endpoint;
import io.llmrec.examples.shop.SampleShop;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.StrictJson;
import io.llmrec.prompt.chat.state.ShownItem;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page to talk to a recommender, on the JDK's own HTTP server, on loopback alone.
 *
 * <p>The page shows the talk, and beside it the candidates that are left, the wishes that were
 * understood, and what was done for the last answer. Answers come as server-sent events while they
 * are written. At most {@value #MAX_SESSIONS} visitors are kept, each for half an hour after the
 * last message; requests for other host names or from other origins are refused, bodies are
 * bounded, and nothing of a request is ever part of the name of a file.
 *
 * <p>An example to look at and to learn from, not a server to put on the internet.
 */
public final class ChatServer implements AutoCloseable {

  /** The most visitors at a time. */
  static final int MAX_SESSIONS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(ChatServer.class);
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final int DEFAULT_PORT = 8080;
  private static final int THREADS = 16;
  private static final int BACKLOG = 64;
  private static final int MAX_MESSAGE = 4_000;
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final String API = "/api/conversations";
  private static final Pattern ONE =
      Pattern.compile(API + "/([A-Za-z0-9_-]{1,64})(/messages|/undo|/reactions)?");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Map<Language, PageChat> chats;
  private final Sessions<ChatSession> sessions;
  private final PageGuard guard;
  private final PageFiles files = new PageFiles();

  private ChatServer(Map<Language, PageChat> chats, int port, LongSupplier nanos)
      throws IOException {
    if (!chats.keySet().containsAll(List.of(Language.values()))) {
      throw new IllegalArgumentException(
          "chats must be given for en and zh, were " + chats.keySet());
    }
    this.chats = new EnumMap<>(chats);
    this.sessions = new Sessions<>(MAX_SESSIONS, IDLE, nanos);
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    guard = new PageGuard(server.getAddress().getPort());
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * Starts.
   *
   * @param chats one for each language of the page
   * @param port 0 for any that is free
   * @throws UncheckedIOException when the port is taken
   */
  public static ChatServer start(Map<Language, PageChat> chats, int port) {
    return start(chats, port, System::nanoTime);
  }

  static ChatServer start(Map<Language, PageChat> chats, int port, LongSupplier nanos) {
    try {
      ChatServer started = new ChatServer(chats, port, nanos);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
  }

  /**
   * Serves the sample shop at the port given first, 8080 by default, until the process ends. It
   * talks through the model that the environment names, see {@link Endpoint}, or else through
   * {@link RuleModel}.
   */
  public static void main(String[] args) {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_PORT;
    PrintStream out = Console.out();
    SampleShop shop = SampleShop.load();
    Map<Language, PageChat> chats = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      ChatWorld world =
          ChatWorld.shop(shop, language, Map.of(), Console.workspace("chat-" + language.code()));
      chats.put(language, world.page(Endpoint.fromEnvironment(System.getenv())));
    }
    out.println("Open " + start(chats, port).address() + " in a browser. Ctrl-C ends it.");
    chats.values().stream().map(PageChat::model).distinct().forEach(out::println);
  }

  /** Where the page is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      try {
        guard.admit(exchange);
        route(exchange, exchange.getRequestURI().getPath());
      } catch (PageRefusal e) {
        refuse(exchange, e);
      } catch (RuntimeException e) {
        LOG.warn("a request failed", e);
        refuse(exchange, new PageRefusal(500, "this did not work"));
      }
    } catch (IOException e) {
      LOG.debug("a visitor went away", e);
    }
  }

  private void route(HttpExchange exchange, String path) throws PageRefusal, IOException {
    String method = exchange.getRequestMethod();
    Matcher one = ONE.matcher(path);
    if (path.equals(API)) {
      require(method, "POST");
      send(exchange, session(open(PageGuard.body(exchange))).view());
    } else if (one.matches()) {
      converse(exchange, method, one.group(1), one.group(2) == null ? "" : one.group(2));
    } else {
      require(method, "GET");
      files.send(path, exchange);
    }
  }

  private String open(JsonNode body) throws PageRefusal {
    Language language = body.path("language").asText("en").equals("zh") ? Language.ZH : Language.EN;
    PageChat chat = chats.get(language);
    if (chat == null) {
      throw new PageRefusal(400, "this language is not spoken here");
    }
    return sessions.open(key -> new ChatSession(chat, language, key));
  }

  private ChatSession session(String key) throws PageRefusal {
    return sessions
        .find(key)
        .orElseThrow(() -> new PageRefusal(404, "there is no such conversation"));
  }

  private void converse(HttpExchange exchange, String method, String key, String what)
      throws PageRefusal, IOException {
    ChatSession session = session(key);
    if (what.isEmpty() && method.equals("DELETE")) {
      sessions.close(key);
      exchange.sendResponseHeaders(NO_CONTENT, -1);
      return;
    }
    require(method, what.isEmpty() ? "GET" : "POST");
    switch (what) {
      case "/messages" -> answer(exchange, session);
      case "/undo" -> session.alone(session::undo);
      case "/reactions" -> react(session, PageGuard.body(exchange));
      default -> LOG.trace("a visitor looks at a conversation");
    }
    if (!what.equals("/messages")) {
      send(exchange, session.view());
    }
  }

  private static void answer(HttpExchange exchange, ChatSession session)
      throws PageRefusal, IOException {
    String text = PageGuard.body(exchange).path("text").asText("");
    if (text.isBlank() || text.length() > MAX_MESSAGE) {
      throw new PageRefusal(400, "a message must have 1 to %d characters".formatted(MAX_MESSAGE));
    }
    session.alone(() -> stream(new EventStream(exchange), session, text));
  }

  private static void stream(EventStream events, ChatSession session, String text) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    try {
      session.say(text, piece -> events.send("piece", json.objectNode().put("text", piece)));
      events.send("turn", session.view());
    } catch (RuntimeException e) {
      LOG.warn("an answer failed", e);
      events.send("failed", json.objectNode());
    }
  }

  private static void react(ChatSession session, JsonNode body) throws PageRefusal, IOException {
    String said = body.path("reaction").asText("");
    for (ShownItem.Reaction reaction : ShownItem.Reaction.values()) {
      if (ChatView.lower(reaction).equals(said)) {
        session.alone(() -> session.react(body.path("item").asText(""), reaction));
        return;
      }
    }
    throw new PageRefusal(400, "there is no such reaction");
  }

  private static void require(String method, String allowed) throws PageRefusal {
    if (!method.equals(allowed)) {
      throw new PageRefusal(405, "only " + allowed + " is allowed here");
    }
  }

  private static void send(HttpExchange exchange, JsonNode json) throws IOException {
    write(exchange, OK, json);
  }

  private static void refuse(HttpExchange exchange, PageRefusal refusal) throws IOException {
    if (exchange.getResponseCode() < 0) {
      write(
          exchange,
          refusal.status(),
          JsonNodeFactory.instance.objectNode().put("problem", refusal.getMessage()));
    }
  }

  private static void write(HttpExchange exchange, int status, JsonNode json) throws IOException {
    byte[] bytes = StrictJson.write(json).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
