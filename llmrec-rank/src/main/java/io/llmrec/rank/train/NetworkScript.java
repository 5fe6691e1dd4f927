package io.llmrec.rank.train;

import io.llmrec.embed.torchscript.MethodBuilder;
import io.llmrec.embed.torchscript.Value;
import java.util.function.Supplier;

/**
 * What a network writes its graph into. One writing serves training, where the loss is asked for,
 * and scoring, where outputs are: only the suppliers that are needed are called, and only the
 * inputs that these ask for must be in a batch.
 */
public interface NetworkScript {

  /** Writes operations. */
  MethodBuilder method();

  /**
   * A dense weight, of its shape.
   *
   * @throws IllegalArgumentException when the network has none of this name
   */
  Value weight(String name);

  /**
   * An input of the batch: floating point for {@link Batch#floats}, 64-bit whole numbers for {@link
   * Batch#wholes} and {@link Batch#ids}.
   */
  Value input(String name);

  /**
   * The rows of a table for an input of {@link Batch#ids}: the shape of the input and then the
   * table's width. Several inputs may look into one table, and several tables be asked for one
   * input.
   *
   * @throws IllegalArgumentException when the network has no such table
   */
  Value embedded(String table, String input);

  /**
   * In training each number is dropped with probability {@code share} and the others are scaled up;
   * in scoring the value itself.
   *
   * @param share from 0 to below 1
   */
  Value dropout(Value value, double share);

  /** The number that training makes small, of shape []. Called exactly once. */
  void loss(Supplier<Value> loss);

  /** Something that scoring can ask for, of any shape, floating point. Each name once. */
  void output(String name, Supplier<Value> value);
}
