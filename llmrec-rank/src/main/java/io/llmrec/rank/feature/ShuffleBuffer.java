package io.llmrec.rank.feature;

import io.llmrec.core.compute.Draws;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** See {@link SampleSource#shuffled}. Not safe for use by several threads. */
final class ShuffleBuffer<T> implements Iterator<T> {

  private final Iterator<T> source;
  private final Draws draws;
  private final List<T> held = new ArrayList<>();

  ShuffleBuffer(Iterator<T> source, int size, long seed, int epoch) {
    Checks.range("the shuffle buffer", size, 1, Integer.MAX_VALUE);
    this.source = source;
    this.draws = Draws.of(seed, epoch);
    while (held.size() < size && source.hasNext()) {
      held.add(source.next());
    }
  }

  @Override
  public boolean hasNext() {
    return !held.isEmpty();
  }

  @Override
  public T next() {
    if (held.isEmpty()) {
      throw new NoSuchElementException("there are no samples left");
    }
    int place = draws.below(held.size());
    T drawn = held.get(place);
    if (source.hasNext()) {
      held.set(place, source.next());
    } else {
      held.set(place, held.get(held.size() - 1));
      held.remove(held.size() - 1);
    }
    return drawn;
  }
}
