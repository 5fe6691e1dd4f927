package io.llmrec.examples.chat;

import io.llmrec.core.catalog.Item;
import io.llmrec.core.eval.Interval;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.examples.Console;
import io.llmrec.examples.shop.SampleShop;
import io.llmrec.prompt.Language;
import io.llmrec.prompt.chat.ChatRecommender;
import io.llmrec.prompt.chat.ChatTurn;
import io.llmrec.prompt.chat.simulate.DialogueSimulation;
import io.llmrec.prompt.chat.simulate.SimulatedDialogue;
import io.llmrec.prompt.chat.simulate.SimulatedDialogue.End;
import io.llmrec.prompt.chat.simulate.SimulationReport;
import io.llmrec.prompt.chat.simulate.WishList;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lets simulated customers and viewers talk to a chat over the sample shop, in English and in
 * Chinese, and over MovieLens-1M, and prints what came of it: with the rules that stand in for a
 * model, with the same rules made to break a share of their replies over catalogs with planted
 * instructions, and, as a control, with no understanding at all: the next most popular items,
 * whatever is said.
 *
 * <p>{@code SimulatedDialogues [dialogues] [folder]}; 200 dialogues each by default, 100 of them in
 * each language of the shop; without a folder that holds {@code data/ml1m_full} the films are left
 * out. The same arguments give the same dialogues.
 */
public final class SimulatedDialogues {

  private static final int DIALOGUES = 200;
  private static final int FAULTS = 30;
  private static final int PLANTED_EVERY = 9;
  private static final long SEED = 1;

  private SimulatedDialogues() {}

  /** Runs it. */
  public static void main(String[] args) throws IOException {
    PrintStream out = Console.out();
    int dialogues = args.length > 0 ? Integer.parseInt(args[0]) : DIALOGUES;
    String folder = args.length > 1 ? args[1] : System.getProperty("llmrec.shared", "");
    out.println(
        "| catalog | chat | dialogues | success | suited | turns | offered | broke a wish"
            + " | ungrounded | taken out | less than meant | failed | tokens |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    Path workspace = Files.createTempDirectory("llmrec-dialogues");
    for (Language language : Language.values()) {
      shop(language, dialogues / 2, workspace).forEach(out::println);
    }
    if (!folder.isEmpty() && Files.isDirectory(Path.of(folder, "data", "ml1m_full"))) {
      FilmData data = FilmData.read(Path.of(folder));
      films(data, dialogues, workspace).forEach(out::println);
    } else {
      out.println("MovieLens-1M is left out: give the folder that holds data/ as second argument");
    }
  }

  /**
   * A chat and what its dialogues came to.
   *
   * @param catalog that was talked about
   * @param chat who answered
   * @param report of the dialogues
   */
  record Row(String catalog, String chat, SimulationReport report) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %d | %s | %s | %s | %d | %d | %d | %d | %d | %d | %,.0f |",
          catalog,
          chat,
          report.dialogues().size(),
          percent(report.success()),
          percent(report.suited()),
          plain(report.turns()),
          report.offered(),
          report.violations(),
          report.ungrounded().size(),
          takenOut(),
          report.degradedTurns(),
          report.ended(End.FAILED),
          report.tokens().mean());
    }

    /** Sentences of the model that were not shown. */
    private int takenOut() {
      return report.dialogues().stream()
          .map(SimulatedDialogue::exchanges)
          .flatMap(List::stream)
          .mapToInt(exchange -> exchange.turn().trace().findings().size())
          .sum();
    }

    private static String percent(Interval share) {
      return String.format(
          Locale.ROOT,
          "%.0f%% (%.0f to %.0f)",
          100 * share.mean(),
          100 * share.low(),
          100 * share.high());
    }

    private static String plain(Interval mean) {
      return String.format(
          Locale.ROOT, "%.2f (%.2f to %.2f)", mean.mean(), mean.low(), mean.high());
    }
  }

  /** Dialogues about the sample shop in one language. */
  static List<Row> shop(Language language, int dialogues, Path workspace) {
    SampleShop shop = SampleShop.load();
    Map<String, String> notes = notes(shop.catalog().stream().toList());
    Path folder = workspace.resolve(language.code());
    try (ChatWorld plain = ChatWorld.shop(shop, language, Map.of(), folder);
        ChatWorld planted =
            ChatWorld.shop(shop, language, notes, workspace.resolve("notes-" + language.code()))) {
      List<WishList> wishes = new ShopWishes(shop, plain.catalog(), language, SEED).make(dialogues);
      return rows("shop, " + language.code(), plain, planted, wishes);
    }
  }

  /** Dialogues about films. */
  static List<Row> films(FilmData data, int dialogues, Path workspace) {
    Map<String, String> notes = notes(data.films());
    List<Item> planted =
        data.films().stream()
            .map(
                film ->
                    notes.containsKey(film.id())
                        ? film.withAttribute("note", notes.getOrDefault(film.id(), ""))
                        : film)
            .toList();
    try (ChatWorld plain = ChatWorld.films(data.films(), data.liked(), workspace.resolve("films"));
        ChatWorld withNotes = ChatWorld.films(planted, data.liked(), workspace.resolve("notes"))) {
      List<WishList> wishes = new FilmWishes(plain.catalog(), SEED).make(data.liked(), dialogues);
      return rows("MovieLens-1M", plain, withNotes, wishes);
    }
  }

  private static List<Row> rows(
      String name, ChatWorld plain, ChatWorld planted, List<WishList> wishes) {
    return List.of(
        new Row(name, "rules", run(plain, new RuleModel(), wishes)),
        new Row(
            name,
            "rules, " + FAULTS + " % faults, planted texts",
            run(planted, new FaultyModel(FAULTS, SEED), wishes)),
        new Row(name, "control: popularity", control(plain, wishes)));
  }

  private static SimulationReport run(ChatWorld world, LanguageModel model, List<WishList> wishes) {
    ChatRecommender chat = world.reproducibleChat(model);
    return DialogueSimulation.builder(chat::reply, world.catalog())
        .check(SimulatedDialogues::invented)
        .seed(SEED)
        .build()
        .run(wishes);
  }

  private static SimulationReport control(ChatWorld world, List<WishList> wishes) {
    return DialogueSimulation.builder(new PopularChat(world.catalog()), world.catalog())
        .seed(SEED)
        .build()
        .run(wishes);
  }

  /** What a faulty model is known to make up, where it is found in an answer. */
  static List<String> invented(ChatTurn turn) {
    List<String> names = new ArrayList<>(FaultyModel.INVENTED);
    names.add(FaultyModel.PLANTED_ITEM);
    String text = turn.text().toLowerCase(Locale.ROOT);
    return names.stream().filter(name -> text.contains(name.toLowerCase(Locale.ROOT))).toList();
  }

  /** A third of the items tell models what to do. */
  private static Map<String, String> notes(List<Item> items) {
    Map<String, String> notes = new HashMap<>();
    for (Item item : items) {
      int place = Math.floorMod(item.id().hashCode(), PLANTED_EVERY);
      if (place < FaultyModel.PLANTED.size()) {
        notes.put(item.id(), FaultyModel.PLANTED.get(place));
      }
    }
    return notes;
  }
}
