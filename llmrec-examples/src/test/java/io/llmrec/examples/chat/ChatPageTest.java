package io.llmrec.examples.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a headless Chromium; skipped where there is none. */
class ChatPageTest {

  @TempDir static Path folder;
  private static @Nullable Chromium started;
  private static @Nullable ChatServer server;
  private Chromium browser;

  @BeforeAll
  static void startOnce() throws Exception {
    started = Chromium.start();
    server = ChatServer.start(TinyShop.pages(new RuleModel(), folder), 0);
  }

  @AfterAll
  static void stop() {
    if (started != null) {
      started.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open() {
    browser = Objects.requireNonNull(started);
    browser.size(1280, 800, false);
    browser.open(Objects.requireNonNull(server).address());
    browser.until("view !== null");
  }

  private void say(String message) {
    int turns = browser.value("view.turn").asInt();
    browser.focus("#message");
    browser.type(message);
    browser.press("Enter");
    browser.until("view.turn === " + (turns + 1) + " && running === null");
  }

  private String text(String selector) {
    return browser.value("document.querySelector('" + selector + "').textContent").asText();
  }

  private int count(String selector) {
    return browser.value("document.querySelectorAll('" + selector + "').length").asInt();
  }

  @Test
  void aTalkShowsCandidatesWishesAndWhatWasDone() {
    assertEquals("4 of 4", text("#count"));
    assertTrue(browser.value("document.querySelector('#undo').disabled").asBoolean());

    say("I need jackets. At most 100 dollars");

    assertEquals("2 of 4", text("#count"));
    assertEquals(2, count("#candidates li"));
    assertEquals(2, count("#wishes li"));
    assertTrue(text("#wishes li").contains("jackets"), text("#wishes"));
    assertTrue(text("#wishes li").contains("turn 1"), text("#wishes"));
    assertTrue(count("#trace li") >= 3, text("#trace"));
    assertTrue(text("#trace").contains("recommend"), text("#trace"));
    assertEquals(2, count(".assistant .card"));
    assertEquals(2, count(".assistant mark"));
    assertEquals("", browser.value("document.querySelector('#message').value").asText());
    assertEquals("message", browser.value("document.activeElement.id").asText());
  }

  @Test
  void markupInNamesFactsAndMessagesIsShownAsText() {
    say("I need jackets <img src=x onerror='window.hacked = 3'>");
    say("What is popular?");

    assertTrue(text("#log").contains("onerror='window.hacked = 3'"), text("#log"));
    assertTrue(text("#candidates").contains("window.hacked = 1"), text("#candidates"));
    assertTrue(text(".card .facts").contains("window.hacked = 2") || count(".card") > 1);
    assertEquals(0, count("main script"));
    assertEquals(0, count("main img"));
    assertEquals("undefined", browser.value("typeof window.hacked").asText());
  }

  @Test
  void undoTakesTheLastWishesBack() {
    say("I need jackets");
    say("At most 50 dollars");
    assertEquals("1 of 4", text("#count"));

    browser.click("#undo");
    browser.until("document.querySelectorAll('#wishes li').length === 1");

    assertEquals("2 of 4", text("#count"));
    assertEquals("Taken back.", text("#status"));
  }

  @Test
  void reactionsLanguageAndTabsWorkByKeyboardAndPointer() {
    say("I need jackets");
    browser.click(".card [data-reaction=disliked]");
    browser.until("document.querySelector('.card [aria-pressed=true]') !== null");
    assertEquals("1 of 4", text("#count"));

    browser.size(390, 800, true);
    browser.focus("#tab-talk");
    browser.press("ArrowRight");
    assertEquals("tab-inside", browser.value("document.activeElement.id").asText());
    assertEquals(
        "none",
        browser.value("getComputedStyle(document.querySelector('#talk')).display").asText());
    assertTrue(
        browser.value("document.documentElement.scrollWidth <= innerWidth").asBoolean(),
        "the page must not scroll sideways");

    browser.click("#lang-zh");
    browser.until("document.documentElement.lang === 'zh-CN' && view.turn === 0");
    assertEquals("愿望", text("#wishes-title"));
    assertEquals(0, count(".assistant"));
  }
}
