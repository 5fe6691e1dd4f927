package io.llmrec.examples.bench;

import io.llmrec.core.catalog.Catalog;
import io.llmrec.core.catalog.Item;
import io.llmrec.core.compute.Draws;
import io.llmrec.core.user.Interaction;
import io.llmrec.examples.Console;
import io.llmrec.rank.train.TrainingOptions;
import io.llmrec.rank.train.TrainingProgress;
import io.llmrec.rank.twotower.Pooling;
import io.llmrec.rank.twotower.SamplingCorrection;
import io.llmrec.rank.twotower.TowerData;
import io.llmrec.rank.twotower.TowerInputs;
import io.llmrec.rank.twotower.TwoTowerOptions;
import io.llmrec.rank.twotower.TwoTowerTrainer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Trains two towers over tables of a million users and half a million items, and Python's PyTorch
 * with SparseAdam beside it, in turns: samples per second of processor time, all threads counted,
 * and the memory after each epoch.
 *
 * <p>Needs a Python with torch, and {@code OMP_WAIT_POLICY=passive} on a busy machine.
 */
public final class TwoTowerBenchmark {

  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");
  private static final int BATCH = 1_024;
  private static final int PEER_STEPS = 150;

  private final int users;
  private final int items;
  private final Path folder;
  private final List<Double> ours = new ArrayList<>();
  private final List<Double> full = new ArrayList<>();
  private final List<Double> bare = new ArrayList<>();
  private long markedCpu;
  private long markedStep = -1;

  private TwoTowerBenchmark(int users, int items, Path folder) {
    this.users = users;
    this.items = items;
    this.folder = folder;
  }

  /** Arguments: users (1000000 by default), items (500000 by default), epochs (3 by default). */
  public static void main(String[] args) throws IOException {
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    int users = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int items = args.length > 1 ? Integer.parseInt(args[1]) : 500_000;
    int epochs = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    Path folder = Files.createTempDirectory("llmrec-towers");
    try (InputStream script = TwoTowerBenchmark.class.getResourceAsStream("two_tower.py")) {
      Files.copy(Objects.requireNonNull(script), folder.resolve("two_tower.py"));
    }
    new TwoTowerBenchmark(users, items, folder).run(epochs);
  }

  private void run(int epochs) {
    TwoTowerOptions options =
        TwoTowerOptions.DEFAULT
            .with(new TwoTowerOptions.Shape(64, 64, List.of(256, 128, 64), 0))
            .with(new TwoTowerOptions.History(0, Pooling.MEAN))
            .with(new TwoTowerOptions.Negatives(SamplingCorrection.COUNTED, 0, 0))
            .withBatch(BATCH);
    TrainingOptions training = TrainingOptions.builder().epochs(epochs).build();
    new TwoTowerTrainer(TowerInputs.ofIds(), options, training, this::update)
        .train(catalog(), TowerData.of(positives()));
    double mine = median(ours);
    print("llmrec, masks and correction", mine);
    print("PyTorch, masks and correction", median(full));
    print("PyTorch, neither", median(bare));
    Console.out()
        .printf(
            Locale.ROOT,
            "llmrec / PyTorch: %.2f (round by round %s), against PyTorch without either %.2f%n",
            mine / median(full),
            ratios(),
            mine / median(bare));
  }

  private String ratios() {
    List<String> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add("%.2f".formatted(ours.get(i) / full.get(i)));
    }
    return String.join(", ", ratios);
  }

  /** Every item once, then items of skewed popularity: one positive a user. */
  private List<Interaction> positives() {
    Draws draws = Draws.of(7);
    List<Interaction> positives = new ArrayList<>(users);
    for (int user = 0; user < users; user++) {
      double even = (draws.next() >>> 11) * 0x1p-53;
      int item = user < items ? user : (int) (even * even * items);
      positives.add(Interaction.view("u" + user, "i" + item, Instant.EPOCH));
    }
    return positives;
  }

  private Catalog catalog() {
    List<Item> all = new ArrayList<>(items);
    for (int item = 0; item < items; item++) {
      all.add(Item.of("i" + item, "i"));
    }
    return Catalog.of(all);
  }

  /** The first updates of an epoch begin its measurement, its end ends it; then the peer runs. */
  private void update(TrainingProgress.Update update) {
    long perEpoch = (users + BATCH - 1) / BATCH;
    boolean end = update.step() == update.epoch() * perEpoch;
    if (!end) {
      if (markedStep < 0) {
        markedStep = update.step();
        markedCpu = CpuClock.process();
      }
      return;
    }
    if (markedStep >= 0) {
      double seconds = (CpuClock.process() - markedCpu) / 1e9;
      ours.add(BATCH * (update.step() - markedStep) / seconds);
      full.add(peer("full"));
      bare.add(peer("bare"));
    }
    System.gc();
    Console.out()
        .printf(
            Locale.ROOT,
            "epoch %d: loss %.4f, %,.0f samples per CPU second, resident %,d MB%n",
            update.epoch(),
            update.loss(),
            ours.isEmpty() ? 0 : ours.get(ours.size() - 1),
            resident());
    markedStep = -1;
  }

  private static void print(String name, double rate) {
    Console.out().printf(Locale.ROOT, "%-32s %,10.0f samples per CPU second%n", name, rate);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** Megabytes of this process in memory. */
  private static long resident() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }

  private double peer(String kind) {
    try {
      for (String python : PYTHONS) {
        Path log = folder.resolve("python.log");
        ProcessBuilder builder =
            new ProcessBuilder(
                python,
                folder.resolve("two_tower.py").toString(),
                String.valueOf(users),
                String.valueOf(items),
                String.valueOf(BATCH),
                String.valueOf(PEER_STEPS),
                kind);
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process =
            builder
                .redirectOutput(log.toFile())
                .redirectError(folder.resolve("error.log").toFile())
                .start();
        if (process.waitFor() == 0) {
          String millis = Files.readString(log, StandardCharsets.UTF_8).strip();
          return BATCH * 1e3 / Double.parseDouble(millis);
        }
      }
      throw new IllegalStateException(
          "no Python with torch: " + Files.readString(folder.resolve("error.log")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
