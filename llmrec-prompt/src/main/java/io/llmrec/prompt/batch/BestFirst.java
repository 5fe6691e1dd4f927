package io.llmrec.prompt.batch;

import io.llmrec.core.catalog.Item;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The best items of a source, the better before the worse, without holding them.
 *
 * <p>The source is read once to find the best, and once more for each of {@value #TIERS} tiers: the
 * first holds the best eighth of what is wanted, the last the worst; within a tier items come in
 * the order of the source, which must be the same each time. Memory: some 50 bytes for each item
 * wanted while they are found, 8 afterwards. May be iterated by several threads where the source
 * may.
 */
public final class BestFirst implements Iterable<Item> {

  /** How finely the order is kept. */
  static final int TIERS = 8;

  private record Place(double value, long number) {}

  /** The worst first; of equal ones the later is the worse. */
  private static final Comparator<Place> WORST_FIRST =
      Comparator.comparingDouble(Place::value)
          .thenComparing(Comparator.comparingLong(Place::number).reversed());

  private final Iterable<Item> source;
  private final long[][] tiers;

  private BestFirst(Iterable<Item> source, long[][] tiers) {
    this.source = source;
    this.tiers = tiers;
  }

  /**
   * Reads the source once.
   *
   * @param count how many items are wanted, at least 1; all where the source has fewer
   * @throws IllegalArgumentException when a priority is not finite
   */
  public static BestFirst of(Iterable<Item> source, EnrichmentPriority priority, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, was " + count);
    }
    PriorityQueue<Place> best = new PriorityQueue<>(WORST_FIRST);
    long number = 0;
    for (Item item : source) {
      best.add(new Place(value(priority, item), number));
      number++;
      if (best.size() > count) {
        best.remove();
      }
    }
    return new BestFirst(source, tiers(best));
  }

  /** How many items there are. */
  public int size() {
    return Arrays.stream(tiers).mapToInt(tier -> tier.length).sum();
  }

  private static double value(EnrichmentPriority priority, Item item) {
    double value = priority.of(item);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "the priority of item '%s' must be finite, was %s".formatted(item.id(), value));
    }
    return value;
  }

  private static long[][] tiers(PriorityQueue<Place> worstFirst) {
    long[] numbers = new long[worstFirst.size()];
    for (int i = numbers.length - 1; i >= 0; i--) {
      numbers[i] = worstFirst.remove().number();
    }
    long[][] tiers = new long[TIERS][];
    for (int t = 0; t < TIERS; t++) {
      int from = (int) ((long) numbers.length * t / TIERS);
      int to = (int) ((long) numbers.length * (t + 1) / TIERS);
      tiers[t] = Arrays.copyOfRange(numbers, from, to);
      Arrays.sort(tiers[t]);
    }
    return tiers;
  }

  @Override
  public Iterator<Item> iterator() {
    return new Tiers();
  }

  private final class Tiers implements Iterator<Item> {

    private int tier = -1;
    private int at;
    private long number;
    private Iterator<Item> pass = source.iterator();
    private @Nullable Item next = find();

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Item next() {
      Item item = next;
      if (item == null) {
        throw new NoSuchElementException();
      }
      next = find();
      return item;
    }

    private @Nullable Item find() {
      while (tier < 0 || at == tiers[tier].length) {
        if (++tier == TIERS) {
          tier--;
          return null;
        }
        at = 0;
        number = 0;
        pass = tiers[tier].length == 0 ? pass : source.iterator();
      }
      while (pass.hasNext()) {
        Item item = pass.next();
        if (number++ == tiers[tier][at]) {
          at++;
          return item;
        }
      }
      throw new IllegalStateException("the source had fewer items than when it was read first");
    }
  }
}
