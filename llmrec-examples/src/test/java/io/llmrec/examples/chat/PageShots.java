package io.llmrec.examples.chat;

import io.llmrec.examples.shop.SampleShop;
import io.llmrec.prompt.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes pictures of the page, wide and narrow, light and dark, in both languages, for people to
 * look at: {@code PageShots <folder>}.
 */
final class PageShots {

  private static final Map<Language, List<String>> SAID =
      Map.of(
          Language.EN,
          List.of(
              "I need a rain jacket",
              "It must be at most 120 dollars. Ideally in colour olive",
              "No brand Hollowpeak, please"),
          Language.ZH,
          List.of("我想找帐篷", "价格不超过1500元，最好是颜色军绿", "不要品牌岭栖"));

  private PageShots() {}

  /** Takes them. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    SampleShop shop = SampleShop.load();
    Map<Language, PageChat> chats = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      Path workspace = Files.createTempDirectory("llmrec-shots");
      chats.put(
          language, ChatWorld.shop(shop, language, Map.of(), workspace).page(Optional.empty()));
    }
    try (ChatServer server = ChatServer.start(chats, 0);
        Chromium browser = Chromium.start()) {
      for (Language language : Language.values()) {
        browser.size(1360, 860, language == Language.ZH);
        browser.open(server.address());
        browser.until("view !== null");
        browser.click("#lang-" + language.code());
        browser.until("view.language === '" + language.code() + "'");
        shot(browser, folder, language.code() + "-1-wide-empty");
        for (String message : SAID.get(language)) {
          browser.value("document.querySelector('#message').value = ''");
          browser.focus("#message");
          browser.type(message);
          int turns = browser.value("view.turn").asInt();
          browser.press("Enter");
          browser.until("view.turn === " + (turns + 1) + " && running === null");
        }
        shot(browser, folder, language.code() + "-2-wide-talk");
        browser.size(390, 844, language == Language.EN);
        shot(browser, folder, language.code() + "-3-narrow-talk");
        browser.click("#tab-inside");
        shot(browser, folder, language.code() + "-4-narrow-inside");
      }
    }
  }

  private static void shot(Chromium browser, Path folder, String name) throws IOException {
    browser.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    Files.write(folder.resolve(name + ".png"), browser.screenshot());
  }
}
