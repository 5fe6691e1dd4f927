package io.llmrec.examples.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.file.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium with one page, driven over the Chrome DevTools Protocol. */
final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final Process process;
  private final Path profile;
  private final DevTools tools;
  private final String session;

  private Chromium(Process process, Path profile, String endpoint) {
    this.process = process;
    this.profile = profile;
    this.tools = new DevTools(URI.create(endpoint));
    String target =
        tools
            .call("", "Target.createTarget", fields().put("url", "about:blank"))
            .path("targetId")
            .asText();
    this.session =
        tools
            .call(
                "", "Target.attachToTarget", fields().put("targetId", target).put("flatten", true))
            .path("sessionId")
            .asText();
    call("Page.enable", fields());
  }

  /** Starts one with a new profile; the test is skipped where there is none. */
  static Chromium start() throws IOException {
    Path binary =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .flatMap(dir -> NAMES.stream().map(name -> Path.of(dir, name)))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(
        binary != null, () -> "skipped: none of " + NAMES + " is on the path; install chromium");
    Path profile = Files.createTempDirectory("llmrec-chromium");
    Process started =
        new ProcessBuilder(
                binary.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    return new Chromium(started, profile, endpoint(started));
  }

  /** Chromium prints where it listens; what it prints later is read and thrown away. */
  private static String endpoint(Process started) throws IOException {
    var lines = started.inputReader();
    String mark = "DevTools listening on ";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(mark)) {
        Thread drain = new Thread(() -> lines.lines().forEach(rest -> {}), "chromium output");
        drain.setDaemon(true);
        drain.start();
        return line.substring(mark.length());
      }
    }
    started.destroyForcibly();
    throw new IOException("chromium ended before it listened");
  }

  private static ObjectNode fields() {
    return JsonNodeFactory.instance.objectNode();
  }

  private JsonNode call(String method, ObjectNode parameters) {
    return tools.call(session, method, parameters);
  }

  /** Opens a page and waits until it has loaded. */
  void open(URI page) {
    CompletableFuture<Void> loaded = tools.expect("Page.loadEventFired");
    call("Page.navigate", fields().put("url", page.toString()));
    DevTools.await(loaded, "the page");
  }

  /** The width and height of the window, and whether people like it dark. */
  void size(int width, int height, boolean dark) {
    call(
        "Emulation.setDeviceMetricsOverride",
        fields()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false));
    ObjectNode media = fields();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    call("Emulation.setEmulatedMedia", media);
  }

  /** The value of an expression of JavaScript; a promise is waited for. */
  JsonNode value(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            fields()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  /** Waits, looking again whenever the page changes, until an expression is true. */
  void until(String condition) {
    value(
        """
        new Promise(done => {
          const look = () => { if (%s) { observer.disconnect(); done(true); return true; } };
          const observer = new MutationObserver(look);
          observer.observe(document,
              {subtree: true, childList: true, attributes: true, characterData: true});
          look();
        })\
        """
            .formatted(condition));
  }

  /** Puts the focus on an element. */
  void focus(String selector) {
    value("document.querySelector('" + selector + "').focus()");
  }

  /** Clicks an element as a person does: where it is on the screen. */
  void click(String selector) {
    JsonNode at =
        value(
            """
            (() => { const e = document.querySelector('%s'); e.scrollIntoView({block: 'nearest'});
              const r = e.getBoundingClientRect();
              return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })()\
            """
                .formatted(selector));
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          fields()
              .put("type", type)
              .put("x", at.path("x").asDouble())
              .put("y", at.path("y").asDouble())
              .put("button", "left")
              .put("clickCount", 1));
    }
  }

  /** Types into what has the focus. */
  void type(String text) {
    call("Input.insertText", fields().put("text", text));
  }

  /** Presses a key, such as {@code Enter} or {@code ArrowRight}. */
  void press(String key) {
    int code =
        switch (key) {
          case "Enter" -> 13;
          case "Tab" -> 9;
          case "ArrowLeft" -> 37;
          case "ArrowRight" -> 39;
          default -> throw new IllegalArgumentException("key must be a known one, was " + key);
        };
    for (String type : List.of("keyDown", "keyUp")) {
      ObjectNode event =
          fields()
              .put("type", type)
              .put("key", key)
              .put("code", key)
              .put("windowsVirtualKeyCode", code);
      if (key.equals("Enter") && type.equals("keyDown")) {
        event.put("text", "\r");
      }
      call("Input.dispatchKeyEvent", event);
    }
  }

  /** A picture of the window. */
  byte[] screenshot() {
    return Base64.getDecoder()
        .decode(
            call("Page.captureScreenshot", fields().put("format", "png")).path("data").asText());
  }

  @Override
  public void close() {
    tools.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(DevTools.SECONDS, TimeUnit.SECONDS);
      DurableFiles.deleteFolder(profile);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException e) {
      // A child that is just being ended may still write there; the system clears its own folder.
      return;
    }
  }
}
