package io.llmrec.examples.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.core.Pipeline;
import io.llmrec.core.Progress;
import io.llmrec.core.Recommender;
import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.file.DurableFiles;
import io.llmrec.core.llm.LanguageModel;
import io.llmrec.core.llm.Prompt;
import io.llmrec.core.llm.Reply;
import io.llmrec.core.recall.Candidate;
import io.llmrec.core.recall.Recaller;
import io.llmrec.core.user.UserContext;
import io.llmrec.prompt.JsonReply;
import io.llmrec.prompt.chat.ChatRecommender;
import io.llmrec.prompt.chat.ChatTurn;
import io.llmrec.prompt.chat.Conversation;
import io.llmrec.prompt.chat.catalog.ChatCatalog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What a dialogue costs beside its language model: the time of a turn by the kind of message, and
 * the memory of open conversations. The model is a lambda that answers at once; the recommender
 * gives the first 200 admitted items of a fixed list. No JMH, because the turns of a conversation
 * differ. The processor time is that of the thread without the model's; stages of the recommender
 * run on threads of their own. It tells the same on a busy machine.
 *
 * <p>Usage: {@code ChatBenchmark [items] [timed conversations]}, 100,000 and 300 by default; memory
 * is that of 1,000 conversations of 12 turns.
 */
public final class ChatBenchmark {

  private static final List<String> COLOURS =
      List.of("black", "white", "red", "blue", "green", "grey", "amber", "teal");
  private static final int WORDS = 20_000;
  private static final int BRANDS = 2_000;
  private static final int LEAVES = 200;
  private static final int WARM_UP = 100;
  private static final int OPEN = 1_000;
  private static final int ROUNDS = 2;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** A message and what the model plans for it. */
  private enum Kind {
    FIRST(
        "Something green from the brand, under 400",
        "{\"act\":\"recommend\",\"wishes\":[{\"kind\":\"must\",\"text\":\"under 400\",\"filter\":"
            + "{\"field\":\"price\",\"op\":\"<\",\"value\":400}},{\"kind\":\"prefer\",\"text\":"
            + "\"green\",\"filter\":{\"field\":\"colour\",\"op\":\"=\",\"value\":\"green\"}}],"
            + "\"tools\":[{\"tool\":\"recommend\",\"input\":{}}]}"),
    NARROW(
        "Only kind 17 or 18, no red please",
        "{\"act\":\"recommend\",\"wishes\":[{\"kind\":\"must\",\"text\":\"kind 17 or 18\","
            + "\"filter\":{\"or\":[{\"field\":\"category\",\"op\":\"=\",\"value\":\"kind 17\"},"
            + "{\"field\":\"category\",\"op\":\"=\",\"value\":\"kind 18\"}]}},{\"kind\":\"avoid\","
            + "\"text\":\"red\",\"filter\":{\"field\":\"colour\",\"op\":\"=\",\"value\":\"red\"}}],"
            + "\"tools\":[{\"tool\":\"rank\",\"input\":{\"by\":\"preference\"}}]}"),
    SEARCH(
        "I read about waa and woo",
        "{\"act\":\"recommend\",\"tools\":[{\"tool\":\"reset\",\"input\":{}},{\"tool\":\"search\","
            + "\"input\":{\"text\":\"%s %s %s\"}},{\"tool\":\"recommend\",\"input\":{}}]}"),
    CHEAPEST(
        "Which of these cost least?",
        "{\"act\":\"recommend\",\"tools\":[{\"tool\":\"rank\",\"input\":{\"by\":\"price\","
            + "\"order\":\"ascending\"}}]}"),
    DETAILS("Tell me more of the first", "{\"act\":\"answer\"}"),
    UNDO(
        "Go back one step", "{\"act\":\"recommend\",\"tools\":[{\"tool\":\"undo\",\"input\":{}}]}");

    private final String message;
    private final String plan;

    Kind(String message, String plan) {
      this.message = message;
      this.plan = plan;
    }
  }

  private final Draws draws = Draws.of(7);
  private final int conversations;
  private final List<String> words = new ArrayList<>();
  private final Catalog catalog;

  /** What the model plans next. */
  private String plan = "";

  /** Processor time spent in the model, which is not what is measured. */
  private long elsewhere;

  private ChatBenchmark(int items, int conversations) {
    this.conversations = conversations;
    for (int i = 0; i < WORDS; i++) {
      words.add("w" + Integer.toString(i * 7919 + 50_000, 36).replaceAll("[0-9]", "o"));
    }
    List<Item> all = new ArrayList<>(items);
    for (int i = 0; i < items; i++) {
      all.add(item(i));
    }
    catalog = Catalog.of(all);
  }

  /** Prints two tables in Markdown. */
  public static void main(String[] args) throws IOException {
    int items = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int conversations = args.length > 1 ? Integer.parseInt(args[1]) : 300;
    new ChatBenchmark(items, conversations).run();
  }

  private Item item(int number) {
    StringBuilder title = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      // Words fall off in frequency as they do in titles.
      int rank = (int) Math.min(WORDS - 1, Math.pow(WORDS, draws.below(10_000) / 10_000.0));
      String word = words.get(rank);
      title.append(i == 0 ? "" : " ").append(word.substring(0, 1).toUpperCase(Locale.ROOT));
      title.append(word.substring(1));
    }
    int leaf = draws.below(LEAVES);
    return Item.of("item-" + number, title.toString())
        .withCategories("group " + leaf / 10, "kind " + leaf)
        .withAttribute("brand", "Brand" + draws.below(BRANDS))
        .withAttribute("colour", COLOURS.get(draws.below(COLOURS.size())))
        .withAttribute("price", String.valueOf(5 + draws.below(99_500) / 100.0))
        .withAttribute("year", String.valueOf(1990 + draws.below(36)));
  }

  private void run() throws IOException {
    Path folder = Files.createTempDirectory("llmrec-bench");
    List<Item> fixed = catalog.stream().toList();
    Recaller recaller =
        context ->
            fixed.stream()
                .filter(context::admits)
                .limit(200)
                .map(item -> Candidate.of(item, 1))
                .toList();
    try (Recommender recommender =
        Pipeline.over(catalog).recall(recaller).build().prepare(folder, Progress.none())) {
      long before = usedHeap();
      long start = THREADS.getCurrentThreadCpuTime();
      ChatCatalog ready = ChatCatalog.of(catalog);
      System.out.printf(
          Locale.ROOT,
          "%,d items: made ready in %.1f s of processor time, %,d MB beside the items%n%n",
          ready.size(),
          (THREADS.getCurrentThreadCpuTime() - start) / 1e9,
          (usedHeap() - before) >> 20);
      ChatRecommender chat = ChatRecommender.builder(recommender, model()).catalog(ready).build();
      measureTurns(chat);
      measureMemory(chat);
    } finally {
      DurableFiles.deleteFolder(folder);
    }
  }

  private LanguageModel model() {
    return prompt ->
        elsewhere(
            () ->
                Reply.of(
                    prompt.messages().get(0).text().contains("reset {}") ? plan : answer(prompt)));
  }

  private <T> T elsewhere(Supplier<T> work) {
    long start = THREADS.getCurrentThreadCpuTime();
    try {
      return work.get();
    } finally {
      elsewhere += THREADS.getCurrentThreadCpuTime() - start;
    }
  }

  private static String answer(Prompt prompt) {
    StringBuilder text = new StringBuilder("Happy to help, here is what I found.");
    ObjectNode data = JsonReply.object(prompt.messages().get(1).text()).orElseThrow();
    data.path("offered")
        .forEach(
            item ->
                text.append(" [")
                    .append(item.path("label").asText())
                    .append("] comes in ")
                    .append(item.path("facts").path("colour").asText())
                    .append(" and costs ")
                    .append(item.path("facts").path("price").asText())
                    .append('.'));
    data.path("spoken of")
        .forEach(
            item -> text.append(" [").append(item.path("label").asText()).append("] is not bad."));
    return text.toString();
  }

  private void measureTurns(ChatRecommender chat) {
    double[][] own = new double[Kind.values().length][conversations];
    double[][] cpu = new double[Kind.values().length][conversations];
    for (int i = -WARM_UP; i < conversations; i++) {
      Conversation conversation = Conversation.start(UserContext.cold("u"), "c" + i);
      for (Kind kind : Kind.values()) {
        elsewhere = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        ChatTurn turn = say(chat, conversation, kind);
        if (i >= 0) {
          cpu[kind.ordinal()][i] = (THREADS.getCurrentThreadCpuTime() - start - elsewhere) / 1e6;
          own[kind.ordinal()][i] = turn.trace().own().toNanos() / 1e6;
        }
      }
    }
    System.out.println("| message | own time, median | 95 % | processor time, median |");
    System.out.println("|---|---|---|---|");
    double[] every = new double[own.length * conversations];
    for (Kind kind : Kind.values()) {
      System.arraycopy(
          own[kind.ordinal()], 0, every, kind.ordinal() * conversations, conversations);
      print(kind.name().toLowerCase(Locale.ROOT), own[kind.ordinal()], cpu[kind.ordinal()]);
    }
    print("all", every, Arrays.stream(cpu).flatMapToDouble(Arrays::stream).toArray());
  }

  private ChatTurn say(ChatRecommender chat, Conversation conversation, Kind kind) {
    plan =
        kind == Kind.SEARCH
            ? String.format(Locale.ROOT, kind.plan, words.get(draws.below(50)), word(), word())
            : kind.plan;
    ChatTurn turn = chat.reply(conversation, kind.message);
    if (turn.degraded()) {
      throw new IllegalStateException(kind + ": " + turn.trace().degradations());
    }
    return turn;
  }

  private String word() {
    return words.get(draws.below(2_000));
  }

  private static void print(String name, double[] own, double[] cpu) {
    Arrays.sort(own);
    Arrays.sort(cpu);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f ms | %.2f ms | %.2f ms |%n",
        name,
        own[own.length / 2],
        own[(int) (0.95 * own.length)],
        cpu[cpu.length / 2]);
  }

  private void measureMemory(ChatRecommender chat) {
    long before = usedHeap();
    List<Conversation> open = new ArrayList<>();
    int turns = 0;
    for (int i = 0; i < OPEN; i++) {
      Conversation conversation = Conversation.start(UserContext.cold("u" + i), "m" + i);
      for (int round = 0; round < ROUNDS; round++) {
        for (Kind kind : Kind.values()) {
          say(chat, conversation, kind);
          turns++;
        }
      }
      open.add(conversation);
    }
    long used = usedHeap() - before;
    int longest = open.stream().mapToInt(one -> one.toJson().length()).max().orElse(0);
    System.out.printf(
        Locale.ROOT,
        "%n%,d open conversations of %d turns: %.1f MB of heap, %.1f kB each; as JSON at most %,d"
            + " characters%n",
        open.size(),
        turns / Math.max(1, open.size()),
        used / 1e6,
        used / 1e3 / open.size(),
        longest);
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
